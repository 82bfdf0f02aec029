namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>
/// Reads a <c>.env</c> file in the dialect that its tools have in common (docs/adr/0021): <c>NAME=value</c>, <c>export</c> before it, comments, values in single quotes
/// (as they stand) or double quotes (with escapes), both over several lines. <c>$NAME</c> is text: nothing is put in its place.
/// </summary>
internal ref struct DotenvReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ImportContent _content;
    private readonly SecretWriter _value;
    private int _position;
    private int _line;

    private DotenvReader(ReadOnlySpan<byte> text, ImportContent content, SecretWriter value)
    {
        _text = text;
        _content = content;
        _value = value;
        _line = 1;
    }

    /// <summary>Reads the whole text, which is valid UTF-8.</summary>
    public static void Read(ReadOnlySpan<byte> text, ImportContent content)
    {
        using var value = new SecretWriter();
        var mark = "\uFEFF"u8;
        new DotenvReader(text.StartsWith(mark) ? text[mark.Length..] : text, content, value).ReadLines();
    }

    private void ReadLines()
    {
        while (_position < _text.Length && !_content.IsHopeless)
        {
            SkipBlanks();
            if (AtEndOfLine() || _text[_position] == '#')
            {
                SkipLine();
            }
            else
            {
                ReadVariable();
            }
        }
    }

    private void ReadVariable()
    {
        var line = _line;
        var where = $"line {line}";
        var name = ReadName();
        if (name == "export" && _position < _text.Length && IsBlank(_text[_position]))
        {
            SkipBlanks();
            name = AtEndOfLine() || _text[_position] == '=' ? name : ReadName();
        }

        if (name.Length == 0)
        {
            Fail(where, "does not begin with a name (letters, digits, '_', '.' and '-', not beginning with a digit)");
            return;
        }

        SkipBlanks();
        if (AtEndOfLine() || _text[_position] != '=')
        {
            // Not told by its name: such a line may well be one of a value that has lost its quotes.
            Fail(where, "has no '=' after its name");
            return;
        }

        _position++;
        SkipBlanks();
        _value.CutTo(0);
        if (!ReadValue(where))
        {
            return;
        }

        var start = _content.Values.Length;
        _content.Values.WriteQuoted(_value.Written);
        _content.Add(where, name, start);
    }

    private bool ReadValue(string where)
    {
        if (AtEndOfLine() || _text[_position] is not ((byte)'"' or (byte)'\''))
        {
            ReadBare();
            return true;
        }

        if (!ReadQuoted(_text[_position++]))
        {
            Fail(where, "begins a quote that never ends");
            return false;
        }

        SkipBlanks();
        if (!AtEndOfLine() && _text[_position] != '#')
        {
            Fail(where, "has text after its closing quote");
            return false;
        }

        SkipLine();
        return true;
    }

    private void ReadBare()
    {
        var rest = _text[_position..];
        var end = rest.IndexOf((byte)'\n');
        var value = end < 0 ? rest : rest[..end];
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == '#' && (index == 0 || IsBlank(value[index - 1])))
            {
                value = value[..index];
                break;
            }
        }

        _value.Write(value.TrimEnd(" \t\r"u8));
        SkipLine();
    }

    private bool ReadQuoted(byte quote)
    {
        while (_position < _text.Length)
        {
            var character = _text[_position++];
            if (character == quote)
            {
                return true;
            }

            if (character == '\\' && quote == '"' && _position < _text.Length)
            {
                WriteEscaped(_text[_position++]);
                continue;
            }

            _line += character == '\n' ? 1 : 0;
            _value.Write([character]);
        }

        return false;
    }

    private void WriteEscaped(byte character)
    {
        _line += character == '\n' ? 1 : 0;
        switch (character)
        {
            case (byte)'n':
                _value.Write("\n"u8);
                break;
            case (byte)'r':
                _value.Write("\r"u8);
                break;
            case (byte)'t':
                _value.Write("\t"u8);
                break;
            case (byte)'\\' or (byte)'"' or (byte)'$' or (byte)'`':
                _value.Write([character]);
                break;
            default:
                // Not an escape: Windows paths in double quotes keep their backslashes.
                _value.Write([(byte)'\\', character]);
                break;
        }
    }

    private string ReadName()
    {
        var start = _position;
        while (_position < _text.Length && DotenvName.IsPart(_text[_position], isFirst: _position == start))
        {
            _position++;
        }

        return System.Text.Encoding.ASCII.GetString(_text[start.._position]);
    }

    private void Fail(string where, string problem)
    {
        _content.AddProblem($"{where} {problem}");
        SkipLine();
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && IsBlank(_text[_position]))
        {
            _position++;
        }
    }

    private void SkipLine()
    {
        var end = _text[_position..].IndexOf((byte)'\n');
        _line++;
        _position = end < 0 ? _text.Length : _position + end + 1;
    }

    private readonly bool AtEndOfLine() => _position == _text.Length || _text[_position] == '\n';

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r';
}

/// <summary>The names that a <c>.env</c> file can have.</summary>
internal static class DotenvName
{
    /// <summary>Whether a character may stand in a name.</summary>
    public static bool IsPart(byte character, bool isFirst) =>
        char.IsAsciiLetter((char)character) || character == '_' || (!isFirst && (char.IsAsciiDigit((char)character) || character is (byte)'.' or (byte)'-'));

    /// <summary>Whether a text is a name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] > 0x7F || !IsPart((byte)name[index], index == 0))
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
