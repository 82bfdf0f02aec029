using System.Runtime.CompilerServices;
using System.Text;

namespace Haneul.Kernel.Storage;

/// <summary>
/// A statement written as an interpolated string: the literal parts become the text, every hole becomes a parameter, and there is no way for a
/// value to reach the text. A hole that holds another <see cref="Sql"/> is spliced in with its own parameters, so that
/// optional filters compose; a hole that holds a <see cref="SqlToken"/> becomes the engine's spelling of it. Values may be <c>string</c>,
/// <c>long</c>, <c>int</c>, <c>bool</c> (stored as 0/1), <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c>, and null of any of them.
/// </summary>
/// <example><c>tx.ExecuteAsync($"UPDATE secrets SET name = {name} WHERE project_id = {project} AND id = {id}")</c></example>
[InterpolatedStringHandler]
public readonly struct Sql
{
    private readonly StringBuilder? _text;
    private readonly List<SqlValue>? _values;

    public Sql(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 4));
        _values = new List<SqlValue>(formattedCount);
    }

    /// <summary>An empty fragment: the neutral element of composition.</summary>
    public static Sql Empty => new(0, 0);

    /// <summary>The text with parameters named <c>@p0</c>, <c>@p1</c>, … in order.</summary>
    public string Text => _text?.ToString() ?? "";

    /// <summary>The values of the parameters, in order.</summary>
    public IReadOnlyList<object?> Parameters => Values.ConvertAll(value => value.ToObject());

    internal List<SqlValue> Values => _values ?? [];

    public void AppendLiteral(string literal) => _text!.Append(literal);

    public void AppendFormatted(string? value) => Add(SqlValueKind.Text, 0, value);

    public void AppendFormatted(long value) => Add(SqlValueKind.Integer, value, reference: null, isNull: false);

    public void AppendFormatted(long? value) => Add(SqlValueKind.Integer, value.GetValueOrDefault(), reference: null, value is null);

    public void AppendFormatted(int value) => AppendFormatted((long)value);

    public void AppendFormatted(int? value) => AppendFormatted((long?)value);

    public void AppendFormatted(bool value) => AppendFormatted(value ? 1L : 0L);

    public void AppendFormatted(bool? value) => AppendFormatted(value is { } known ? known ? 1L : 0L : (long?)null);

    public void AppendFormatted(byte[]? value) => Add(SqlValueKind.Blob, 0, value);

    public void AppendFormatted(ReadOnlyMemory<byte> value) => AppendFormatted(value.ToArray());

    public void AppendFormatted(ReadOnlyMemory<byte>? value) => AppendFormatted(value?.ToArray());

    /// <summary>A token comes from the closed set of <see cref="SqlToken"/>, so it may reach the text.</summary>
    public void AppendFormatted(SqlToken token) => _text!.Append(token.Marker);

    public void AppendFormatted(Sql fragment)
    {
        // Parameters are numbered by position, so a fragment's are renumbered as it is spliced in. They are found by where they were put,
        // never by searching the text: a literal that happens to read '@p0' stays as it is.
        var text = fragment.Text;
        var position = 0;
        foreach (var value in fragment.Values)
        {
            _text!.Append(text, position, value.Start - position);
            position = value.Start + value.Length;
            Add(value.Kind, value.Number, value.Reference, value.IsNull);
        }

        _text!.Append(text, position, text.Length - position);
    }

    /// <summary>The text, which is fit for a log: no value is in it.</summary>
    public override string ToString() => Text;

    /// <summary>The text with PostgreSQL's positional parameters: <c>$1</c>, <c>$2</c>, …</summary>
    internal string ToPositionalText()
    {
        var text = Text;
        var rewritten = new StringBuilder(text.Length);
        var position = 0;
        for (var index = 0; index < Values.Count; index++)
        {
            var value = Values[index];
            rewritten.Append(text, position, value.Start - position).Append('$').Append(index + 1);
            position = value.Start + value.Length;
        }

        return rewritten.Append(text, position, text.Length - position).ToString();
    }

    private void Add(SqlValueKind kind, long number, object? reference) => Add(kind, number, reference, reference is null);

    private void Add(SqlValueKind kind, long number, object? reference, bool isNull)
    {
        var start = _text!.Length;
        _text.Append("@p").Append(_values!.Count);
        _values.Add(new SqlValue(kind, number, reference, isNull, start, _text.Length - start));
    }
}

/// <summary>The type of a parameter. It is known even for null, because PostgreSQL must know it to plan <c>$1 IS NULL</c>.</summary>
internal enum SqlValueKind : byte
{
    Text,
    Integer,
    Blob,
}

/// <summary>One parameter, and where its marker stands in the text.</summary>
internal readonly struct SqlValue(SqlValueKind kind, long number, object? reference, bool isNull, int start, int length)
{
    public SqlValueKind Kind { get; } = kind;

    public long Number { get; } = number;

    public object? Reference { get; } = reference;

    public bool IsNull { get; } = isNull;

    public int Start { get; } = start;

    public int Length { get; } = length;

    public object? ToObject() => IsNull ? null : Kind == SqlValueKind.Integer ? Number : Reference;
}
