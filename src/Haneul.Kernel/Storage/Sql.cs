using System.Runtime.CompilerServices;
using System.Text;

namespace Haneul.Kernel.Storage;

/// <summary>
/// A statement written as an interpolated string: the literal parts become the text, every hole becomes a parameter, and there is no way for a
/// value to reach the text. A hole that holds another <see cref="Sql"/> is spliced in with its own parameters, so that
/// optional filters compose. Values may be <c>string</c>, <c>long</c>, <c>int</c>, <c>bool</c> (stored as 0/1), <c>byte[]</c> and
/// <c>ReadOnlyMemory&lt;byte&gt;</c>, and null of any of them.
/// </summary>
/// <example><c>tx.ExecuteAsync($"UPDATE secrets SET name = {name} WHERE project_id = {project} AND id = {id}")</c></example>
[InterpolatedStringHandler]
public readonly struct Sql
{
    private readonly StringBuilder _text;
    private readonly List<object?> _parameters;

    public Sql(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 4));
        _parameters = new List<object?>(formattedCount);
    }

    /// <summary>An empty fragment: the neutral element of composition.</summary>
    public static Sql Empty => new(0, 0);

    /// <summary>The text with parameters named <c>@p0</c>, <c>@p1</c>, … in order.</summary>
    public string Text => _text.ToString();

    /// <summary>The values of the parameters, in order.</summary>
    public IReadOnlyList<object?> Parameters => _parameters;

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => AddParameter(value);

    public void AppendFormatted(long value) => AddParameter(value);

    public void AppendFormatted(long? value) => AddParameter(value);

    public void AppendFormatted(int value) => AddParameter((long)value);

    public void AppendFormatted(int? value) => AddParameter(value is { } number ? (long)number : null);

    public void AppendFormatted(bool value) => AddParameter(value ? 1L : 0L);

    public void AppendFormatted(byte[]? value) => AddParameter(value);

    public void AppendFormatted(Sql fragment)
    {
        // Parameters are numbered by position, so a fragment's text is renumbered as it is spliced in.
        var text = fragment.Text;
        var offset = _parameters.Count;
        if (offset == 0)
        {
            _text.Append(text);
        }
        else
        {
            AppendRenumbered(text, offset);
        }

        _parameters.AddRange(fragment._parameters);
    }

    private void AddParameter(object? value)
    {
        _text.Append("@p").Append(_parameters.Count);
        _parameters.Add(value);
    }

    private void AppendRenumbered(string text, int offset)
    {
        var position = 0;
        while (position < text.Length)
        {
            var marker = text.IndexOf("@p", position, StringComparison.Ordinal);
            if (marker < 0)
            {
                break;
            }

            var end = marker + 2;
            var number = 0;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                number = (number * 10) + (text[end++] - '0');
            }

            _text.Append(text, position, marker + 2 - position).Append(number + offset);
            position = end;
        }

        _text.Append(text, position, text.Length - position);
    }
}
