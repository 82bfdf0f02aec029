using System.Text;

namespace Haneul.ApiTests.Api.CloudTrail.Export;

/// <summary>Reads comma-separated values by RFC 4180 and nothing more lenient.</summary>
internal static class CsvFile
{
    public static List<List<string>> Read(string text)
    {
        var lines = new List<List<string>>();
        var position = 0;
        while (position < text.Length)
        {
            var line = new List<string>();
            do
            {
                line.Add(ReadCell(text, ref position));
            }
            while (text[position++] == ',');
            Assert.Equal("\r\n", text[(position - 1)..(position + 1)]);
            position++;
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Leaves the position at the comma or the carriage return behind the cell.</summary>
    private static string ReadCell(string text, ref int position)
    {
        var cell = new StringBuilder();
        if (text[position] != '"')
        {
            while (text[position] is not (',' or '\r'))
            {
                Assert.NotEqual('"', text[position]);
                Assert.NotEqual('\n', text[position]);
                cell.Append(text[position++]);
            }

            return cell.ToString();
        }

        position++;
        while (text[position] != '"' || text[position + 1] == '"')
        {
            position += text[position] == '"' ? 1 : 0;
            cell.Append(text[position++]);
        }

        position++;
        Assert.True(text[position] is ',' or '\r', "Something follows a closing quote.");
        return cell.ToString();
    }
}
