using System.Net;
using Haneul.ApiTests.WebConsole.Settings;

namespace Haneul.ApiTests.WebConsole.Iam;

/// <summary>The page that tells why a call is refused.</summary>
public sealed class DecisionPageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    private const string Page = "/iam/decisions";

    [Fact]
    public async Task A_refused_call_is_explained_with_the_rule_and_the_roles_that_would_allow_it()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{Page}?user={persona.UserId}&operation=secrets-manager.CreateSecret&project={persona.ProjectId}");

        Assert.Equal("Refused", browser.Html.QuerySelector(".verdict h2")!.TextContent.Trim());
        Assert.Contains("None of the roles in force holds secrets-manager:secret:manage.", browser.Text, StringComparison.Ordinal);
        Assert.Contains(browser.Html.QuerySelectorAll(".values code"), static role => role.TextContent == "project_member");
        Assert.Contains("project_reader", Assert.Single(browser.Html.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.NotNull(browser.Html.QuerySelector($"a[href='/iam/projects/{persona.ProjectId}']"));
    }

    [Fact]
    public async Task A_user_is_found_by_name_and_an_access_key_by_its_id()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{Page}?subject={Uri.EscapeDataString(persona.UserName)}&operation=secrets-manager.GetSecret&project={persona.ProjectId}");
        Assert.Equal("Allowed", browser.Html.QuerySelector(".verdict h2")!.TextContent.Trim());

        await browser.GoAsync($"{Page}?access_key={persona.AccessKeyId}&operation=secrets-manager.GetSecret");
        Assert.Equal("Allowed", browser.Html.QuerySelector(".verdict h2")!.TextContent.Trim());
        Assert.NotNull(browser.Html.QuerySelector("option[value='access_key'][selected]"));
    }

    [Fact]
    public async Task The_name_of_an_event_leads_to_its_operation_or_to_a_choice()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{Page}?operation=Create%20Secret");
        var choice = browser.Html.QuerySelectorAll("main li a").Select(static link => link.TextContent).ToList();
        Assert.Contains("secrets-manager.CreateSecret", choice);

        await browser.GoAsync(browser.Html.QuerySelectorAll("main li a").First(static link => link.TextContent == "secrets-manager.CreateSecret").GetAttribute("href")!);
        Assert.NotNull(browser.Html.QuerySelector(".verdict"));
    }

    [Fact]
    public async Task Everybody_asks_about_themselves_and_nobody_without_a_role_about_others()
    {
        var (browser, persona) = await fixture.PersonaAsync("project_reader");
        using var _ = browser;
        await browser.GoAsync($"{Page}?operation=secrets-manager.CreateSecret");
        Assert.Equal("Refused", browser.Html.QuerySelector(".verdict h2")!.TextContent.Trim());

        await browser.GoAsync($"{Page}?user={fixture.Bootstrap.UserId}&operation=secrets-manager.CreateSecret&project={fixture.Bootstrap.ProjectId}");
        Assert.Null(browser.Html.QuerySelector(".verdict"));
        Assert.Contains("You may ask about yourself", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_there_is_not_is_told_beside_its_field_and_escaped()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{Page}?subject=nobody&operation={Uri.EscapeDataString("<script>alert(1)</script>")}&project=nowhere");

        Assert.Equal("There is no user with this ID or name that you may see.", browser.ProblemOf("subject"));
        Assert.Equal("There is no operation or event with this name.", browser.ProblemOf("operation"));
        Assert.StartsWith("You are not in a project of this name", browser.ProblemOf("project"), StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", browser.ValueOf("operation"));
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secrets-manager.CreateSecret")]
    [InlineData("iam.DeleteUser")]
    [InlineData("kms.EncryptData")]
    [InlineData("secrets-manager.TransferSecretOwner")]
    public async Task In_Korean_an_answer_has_no_English_sentence(string operation)
    {
        var (browser, _) = await fixture.PersonaAsync("project_reader");
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync($"{Page}?operation={operation}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector(".verdict"));
        Assert.Empty(browser.EnglishSentences());
        browser.Dispose();
    }
}
