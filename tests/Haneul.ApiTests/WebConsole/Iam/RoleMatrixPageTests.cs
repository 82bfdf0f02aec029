using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

/// <summary>The list of roles, and the matrix of what each may call.</summary>
public sealed class RoleMatrixPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Path = "/iam/roles/matrix";

    [Fact]
    public async Task It_agrees_with_what_the_API_says_of_every_operation()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/haneul/v1/operations", persona.Token);
        Assert.Equal(200, status);
        await browser.SeeAsync(Path + "?service=all");
        var roles = browser.Html.QuerySelector("table.matrix")!.QuerySelectorAll("th.role").Select(static head => head.TextContent.Trim()).ToList();
        var rows = browser.Html.QuerySelectorAll("table.matrix tbody tr").Select(static row => (Name: row.QuerySelector("code")!.TextContent, Row: row)).ToList();

        var operations = body.GetProperty("operations").EnumerateArray().ToList();
        Assert.Equal(operations.Count, rows.Count);
        foreach (var operation in operations.Where(static operation => operation.GetProperty("decided_by").GetString() == "role"))
        {
            var name = operation.GetProperty("name").GetString()!;
            var row = rows.First(row => row.Name == name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]).Row;
            var holders = operation.GetProperty("roles").EnumerateArray().Select(static role => role.GetString()!);
            Assert.Equal(holders.Order(), row.QuerySelectorAll("td").Skip(1).Zip(roles).Where(static pair => pair.First.ClassName == "yes").Select(static pair => pair.Second).Order());
        }
    }

    [Fact]
    public async Task What_a_policy_decides_is_said_of_no_role_by_its_name()
    {
        var (browser, _) = await fixture.PersonAsync("project_reader");
        using var __ = browser;

        await browser.SeeAsync(Path + "?service=iam");

        var row = Assert.Single(browser.Html.QuerySelectorAll("table.matrix tbody tr"), static row => row.QuerySelector("code")!.TextContent == "CreateUser");
        Assert.Empty(row.QuerySelectorAll("td.no, td.yes"));
        Assert.Contains("Policyadmin on the system or a project, manager on its organisation", row.QuerySelector("td.rule")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_role_shows_what_it_holds_and_nothing_else()
    {
        var (browser, _) = await fixture.PersonAsync("project_reader");
        using var __ = browser;

        await browser.SeeAsync(Path + "?role=secrets_manager_viewer");

        var names = browser.Html.QuerySelectorAll("table.matrix tbody code:first-child").Select(static code => code.TextContent).ToList();
        Assert.Contains("ListSecrets", names);
        Assert.DoesNotContain("CreateSecret", names);
        Assert.NotNull(browser.Html.QuerySelector("option[value=secrets_manager_viewer][selected]"));
    }

    [Theory]
    [InlineData("?service=none")]
    [InlineData("?role=nobody")]
    [InlineData("?role=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task What_there_is_not_is_told_calmly(string query)
    {
        var (browser, _) = await fixture.PersonAsync("project_reader");
        using var __ = browser;

        await browser.SeeAsync(Path + query);

        Assert.True(browser.Has("No operations"));
        Assert.DoesNotContain("<script>alert(1)", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_matrix_is_open_to_everybody_and_the_list_of_roles_is_not()
    {
        var (browser, _) = await fixture.PersonAsync("kms_manager");
        using var __ = browser;
        await browser.SeeAsync(Path);

        await browser.GoAsync("/iam/roles");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }
}
