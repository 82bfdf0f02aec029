using System.Buffers;
using System.Text;
using System.Text.Json;
using Haneul.Security.CloudTrail.Export;
using Haneul.Wire.CloudTrail;

namespace Haneul.ApiTests.Api.CloudTrail.Export;

/// <summary>Cells are read back as they were, and none of them is a formula.</summary>
public sealed class CsvFormatTests
{
    private const int NameColumn = 11;

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("  =1")]
    [InlineData("\"=1\"")]
    [InlineData("'=1")]
    [InlineData("\" '@x")]
    [InlineData("\u00a0=1")]
    [InlineData("\u200b=1")]
    [InlineData("\ufeff=1")]
    [InlineData("\uff1d1")]
    [InlineData("\uff0b1")]
    [InlineData("\u22121")]
    [InlineData("\u0001=1")]
    public void A_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(string name) => Assert.Equal("'" + name, NameOf(name));

    [Theory]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("x; \"@A1;-1", "x;' \"@A1;'-1")]
    [InlineData("x\t=1", "x\t'=1")]
    [InlineData("x\r\n+1", "x\r'\n'+1")]
    [InlineData("=1;=2", "'=1;'=2")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\" \t'@x", "'\" \t''@x")]
    public void What_is_a_cell_for_a_spreadsheet_with_other_separators_is_no_formula_either(string name, string cell) => Assert.Equal(cell, NameOf(name));

    [Theory]
    [InlineData("db/password")]
    [InlineData("a,b")]
    [InlineData("he said \"yes\"")]
    [InlineData("two\r\nlines")]
    [InlineData(" padded ")]
    [InlineData("1=1")]
    [InlineData("a-b")]
    [InlineData("비밀, \"값\"")]
    [InlineData("\"quoted\"")]
    [InlineData("'single'")]
    [InlineData("a;b\tc")]
    [InlineData("   ")]
    [InlineData("\U0001f511")]
    public void Any_other_cell_is_read_back_as_it_was(string name) => Assert.Equal(name, NameOf(name));

    [Fact]
    public void Every_line_has_a_cell_for_every_name_of_the_head()
    {
        var output = new ArrayBufferWriter<byte>();
        var format = new CsvFormat();
        format.WriteHead(output);
        format.Write(output, NewEvent("x") with { Resource = null, AdditionalInfo = null, ProjectId = null });
        format.Write(output, NewEvent("y"));

        var lines = CsvFile.Read(Encoding.UTF8.GetString(output.WrittenSpan));

        Assert.Equal(3, lines.Count);
        Assert.Equal("resource_name", lines[0][NameColumn]);
        Assert.All(lines, line => Assert.Equal(lines[0].Count, line.Count));
        Assert.Equal(
            [
                "2026-11-22T00:00:00.000000Z", "e1", "Get Secret", "project", "ann@example.org", "ann", "u1", "192.0.2.7", "OpenAPI", "Secrets Manager", "Secret", "y", "s1",
                "GET", "/x", "GetSecret", "200", "req-1", "curl", "k1", "success", """{"version":"3","note":"a,b"}""", "p1", "d1",
            ],
            lines[2]);
    }

    private static string NameOf(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvFormat().Write(output, NewEvent(name));
        return Assert.Single(CsvFile.Read(Encoding.UTF8.GetString(output.WrittenSpan)))[NameColumn];
    }

    private static Event NewEvent(string resourceName) => new()
    {
        EventTime = "2026-11-22T00:00:00.000000Z",
        EventId = "e1",
        EventName = "Get Secret",
        EventCategory = "project",
        User = new EventUser("ann@example.org", "ann", "u1"),
        SourceIp = "192.0.2.7",
        ServiceName = "OpenAPI",
        Resource = new EventResource("Secret", resourceName, "s1", "Secrets Manager"),
        Request = new EventRequest { Method = "GET", Path = "/x", OperationId = "GetSecret", Status = 200, RequestId = "req-1", UserAgent = "curl", CredentialId = "k1" },
        Result = "success",
        AdditionalInfo = JsonElement.Parse("""{"version":"3","note":"a,b"}"""),
        ProjectId = "p1",
        DomainId = "d1",
    };
}
