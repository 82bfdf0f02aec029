namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class DotenvReaderTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A=", "")]
    [InlineData("A=''", "")]
    [InlineData("  A = spaces around  ", "spaces around")]
    [InlineData("export A=1", "1")]
    [InlineData("export\tA=1\r\n", "1")]
    [InlineData("export=1", "1")]
    [InlineData("\uFEFFA=1", "1")]
    [InlineData("# comment\n\nA=1 # comment", "1")]
    [InlineData("A=1#no comment", "1#no comment")]
    [InlineData("A=#comment", "")]
    [InlineData("A=it's \"bare\"", "it's \"bare\"")]
    [InlineData("A='single $B \\n # \"'", "single $B \\n # \"")]
    [InlineData("A='two\nlines' # comment", "two\nlines")]
    [InlineData("A=\"two\\nlines\"", "two\nlines")]
    [InlineData("A=\"two\r\nlines\"", "two\r\nlines")]
    [InlineData("A=\"\\r\\t\\\\ \\\" \\$ \\`\"", "\r\t\\ \" $ `")]
    [InlineData("A=\"C:\\dir\"", "C:\\dir")]
    [InlineData("A=$B and ${C}", "$B and ${C}")]
    [InlineData("A=한글", "한글")]
    [InlineData("a.b-C_1=x", "x")]
    [InlineData("A=b=c==", "b=c==")]
    public void A_line_reads_as_most_tools_read_it(string text, string value) => Assert.Equal(value, ImportText.ReadOne("dotenv", text));

    [Theory]
    [InlineData("A", "line 1 has no '=' after its name")]
    [InlineData("A=1\nB=2\n1C=3", "line 3 does not begin with a name (letters, digits, '_', '.' and '-', not beginning with a digit)")]
    [InlineData("\nA=\"never\nends", "line 2 begins a quote that never ends")]
    [InlineData("A='x'y", "line 1 has text after its closing quote")]
    [InlineData("A='1\n2'\nA=3", "line 3 repeats a name")]
    public void A_problem_is_told_by_its_line_and_by_nothing_of_the_line(string text, string problem) =>
        Assert.Equal([problem], ImportText.Read("dotenv", text).Problems);

    [Fact]
    public void Problems_end_at_twenty() => Assert.Equal(20, ImportText.Read("dotenv", string.Join('\n', Enumerable.Repeat("=", 100))).Problems.Count);
}
