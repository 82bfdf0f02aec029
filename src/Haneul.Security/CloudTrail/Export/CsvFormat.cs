using System.Buffers;
using System.Globalization;
using System.Text;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>
/// Comma-separated values (RFC 4180). Names of resources, user agents and paths are what callers chose, and whoever opens the file in a spreadsheet is somebody else: a
/// cell that it would take for a formula gets an apostrophe before it. So does what would be a cell of its own for a spreadsheet that parts cells by semicolons or tabs, as many do
/// by their language: quotes inside a line mean nothing to it then.
/// </summary>
internal sealed class CsvFormat : IEventFormat
{
    private const string Columns =
        "event_time,event_id,event_name,event_category,user_id,user_name,user_uuid,source_ip,service_name,source_service,resource_type,resource_name,resource_id," +
        "method,path,operation_id,status,request_id,user_agent,credential_id,result,additional_info,project_id,domain_id\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    private static readonly SearchValues<char> OtherSeparators = SearchValues.Create(";\t\r\n");

    private readonly StringBuilder _line = new();

    /// <inheritdoc />
    public string ContentType => "text/csv; charset=utf-8";

    /// <inheritdoc />
    public string Extension => "csv";

    /// <inheritdoc />
    public void WriteHead(IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(Columns, output);

    /// <inheritdoc />
    public void Write(IBufferWriter<byte> output, Event item)
    {
        ReadOnlySpan<string?> cells =
        [
            item.EventTime, item.EventId, item.EventName, item.EventCategory, item.User.Id, item.User.Name, item.User.Uuid, item.SourceIp, item.ServiceName,
            item.Resource?.SourceService, item.Resource?.Type, item.Resource?.Name, item.Resource?.Id, item.Request.Method, item.Request.Path, item.Request.OperationId,
            item.Request.Status.ToString(CultureInfo.InvariantCulture), item.Request.RequestId, item.Request.UserAgent, item.Request.CredentialId, item.Result,
            item.AdditionalInfo?.GetRawText(), item.ProjectId, item.DomainId,
        ];
        _line.Clear();
        for (var index = 0; index < cells.Length; index++)
        {
            _line.Append(index == 0 ? "" : ",");
            AppendCell(cells[index]);
        }

        _line.Append("\r\n");
        foreach (var chunk in _line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
    }

    private void AppendCell(string? cell)
    {
        if (string.IsNullOrEmpty(cell))
        {
            return;
        }

        if (!IsFormula(cell) && !cell.AsSpan().ContainsAny(Quoted) && cell[0] != ' ' && cell[^1] != ' ')
        {
            _line.Append(cell);
            return;
        }

        _line.Append('"').Append(IsFormula(cell) ? "'" : "");
        var rest = cell.AsSpan();
        while (rest.IndexOfAny(OtherSeparators) is >= 0 and var separator)
        {
            AppendQuoted(rest[..(separator + 1)]);
            rest = rest[(separator + 1)..];
            _line.Append(BeginsFormula(rest) ? "'" : "");
        }

        AppendQuoted(rest);
        _line.Append('"');
    }

    private void AppendQuoted(ReadOnlySpan<char> text)
    {
        var begin = _line.Length;
        _line.Append(text).Replace("\"", "\"\"", begin, _line.Length - begin);
    }

    /// <summary>
    /// Whether a spreadsheet might run it: it begins with a sign of a formula, also in its full width, or with one behind what some of them skip: white space, controls,
    /// invisible characters and quotes.
    /// </summary>
    private static bool IsFormula(string cell) => cell[0] is '\t' or '\r' or '\n' || BeginsFormula(cell);

    private static bool BeginsFormula(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20' or '\u2212')
            {
                return true;
            }

            if (!(rune.Value is '"' or '\'' or '\u201c' or '\u201d' || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format))
            {
                return false;
            }
        }

        return false;
    }
}
