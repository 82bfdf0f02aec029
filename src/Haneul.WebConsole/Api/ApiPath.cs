using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Haneul.WebConsole.Api;

/// <summary>
/// A path of the API with its query, written as an interpolated string whose holes are escaped: nothing that a person typed can become another path.
/// <c>ApiPath.Of($"/kms/api/v1/keys/{keyId}").With("limit", "20")</c>.
/// </summary>
[InterpolatedStringHandler]
public sealed class ApiPath
{
    private readonly StringBuilder _text;
    private bool _hasQuery;

    public ApiPath(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 24));

    /// <summary>The path of an interpolated string, to be gone on with.</summary>
    public static ApiPath Of(ApiPath path) => path;

    public void AppendLiteral(string literal)
    {
        _text.Append(literal);
        _hasQuery |= literal.Contains('?', StringComparison.Ordinal);
    }

    public void AppendFormatted(string? value) => _text.Append(Uri.EscapeDataString(value ?? ""));

    /// <summary>A path that is escaped already.</summary>
    public void AppendFormatted(ApiPath path) => AppendLiteral(path.ToString());

    public void AppendFormatted(long value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Adds a part that no person typed, as it stands.</summary>
    public ApiPath Then(string part)
    {
        AppendLiteral(part);
        return this;
    }

    /// <summary>Adds a parameter to the query; nothing if the value is null or empty.</summary>
    public ApiPath With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    /// <summary>As the request has it.</summary>
    public override string ToString() => _text.ToString();
}
