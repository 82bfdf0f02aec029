using System.Net;

namespace Haneul.ApiTests.WebConsole.Settings;

/// <summary>Notification rules of a project.</summary>
public sealed class NotificationPageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    private const string List = "/settings/notifications";

    [Fact]
    public async Task A_project_without_rules_is_taught_how_to_begin()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await browser.GoAsync(List);

        Assert.NotNull(browser.Html.QuerySelector(".empty a[href='/settings/notifications/new']"));
        Assert.Contains("curl -X POST", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_is_made_with_its_secret_shown_once_and_its_address_never()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        var (rule, secret) = await CreateAsync(browser, "deletions");
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain("path-that-is-a-password", browser.Body, StringComparison.Ordinal);

        foreach (var path in new[] { List, rule, rule + "/edit" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotContain(secret, browser.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("path-that-is-a-password", browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rule_is_changed_switched_tested_rotated_and_deleted()
    {
        fixture.Webhook.AnswerWith(204);
        using var browser = await fixture.PersonAsync("project_admin");
        var (rule, secret) = await CreateAsync(browser, "rule");
        await browser.GoAsync(rule + "/edit");
        Assert.Equal("Delete Secret\nBulk Delete*", browser.Html.QuerySelector("[name='event_names']")!.TextContent.Trim());
        await browser.SubmitAsync("main form", ("name", "other"), ("event_names", "Create Secret"));
        Assert.Equal(rule, browser.Location);
        await browser.FollowAsync();
        Assert.Contains("Create Secret", browser.Text, StringComparison.Ordinal);

        await browser.SubmitAsync($"form[action='{rule}/test']");
        Assert.Contains("The webhook accepted the test message.", browser.Text, StringComparison.Ordinal);
        Assert.Contains(fixture.Webhook.Messages, message => message.IsSignedBy(secret));

        await browser.SubmitAsync($"form[action='{rule}/test']");
        Assert.Contains("only now", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);

        await browser.GoAsync(rule);
        await browser.SubmitAsync($"form[action='{rule}/disable']");
        await browser.FollowAsync();
        Assert.NotNull(browser.Html.QuerySelector($"form[action='{rule}/enable']"));

        await browser.GoAsync(rule + "/rotate");
        await browser.SubmitAsync("main form");
        var next = browser.Html.QuerySelector(".copyable code")!.TextContent;
        Assert.NotEqual(secret, next);

        await browser.GoAsync(rule + "/delete");
        await browser.SubmitAsync("main form", ("confirmation", "rule"));
        Assert.Equal("Type exactly other.", browser.ProblemOf("confirmation"));
        await browser.SubmitAsync("main form", ("confirmation", "other"));
        Assert.Equal(List, browser.Location);
        await browser.GoAsync(rule);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_test_message_that_does_not_arrive_tells_why()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        var (rule, _) = await CreateAsync(browser, "rule");
        fixture.Webhook.AnswerWith(500);
        await browser.GoAsync(rule);
        await browser.SubmitAsync($"form[action='{rule}/test']");
        fixture.Webhook.AnswerWith(204);

        Assert.Contains("did not arrive. Answered 5xx", browser.Html.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_is_told_beside_its_field_and_kept_but_for_the_address()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await CreateAsync(browser, "taken");
        await browser.GoAsync(List + "/new");
        await browser.SubmitAsync("main form", ("name", "<script>alert(1)</script>"), ("url", "ftp://typed.example.org"), ("event_names", "a*b\n</textarea><script>alert(2)</script>"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("Must begin with https://.", browser.ProblemOf("url"));
        Assert.Equal("May have a * at the end of a name only.", browser.ProblemOf("event_names"));
        Assert.Equal("<script>alert(1)</script>", browser.ValueOf("name"));
        Assert.Contains("</textarea><script>alert(2)</script>", browser.Html.QuerySelector("[name='event_names']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("typed.example.org", browser.Body, StringComparison.Ordinal);

        await browser.SubmitAsync("main form", ("name", "taken"), ("url", fixture.Webhook.Url), ("event_names", "*"));
        Assert.Equal("The project has another rule of this name.", browser.ProblemOf("name"));
    }

    [Fact]
    public async Task A_name_with_script_stands_escaped_on_every_page()
    {
        const string Name = "<script>alert(1)</script>";
        using var browser = await fixture.PersonAsync("project_admin");
        var (rule, _) = await CreateAsync(browser, Name);
        foreach (var path in new[] { List, rule, rule + "/edit", rule + "/rotate", rule + "/delete" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.DoesNotContain(Name, browser.Body, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;alert(1)", browser.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("project_member")]
    [InlineData("project_reader")]
    public async Task Who_may_not_manage_rules_sees_them_and_no_way_to_change_them(string role)
    {
        var (admin, owner) = await fixture.PersonaAsync("project_admin");
        using var _ = admin;
        var (rule, secret) = await CreateAsync(admin, "rule");
        var persona = await fixture.CreatePersonaAsync(owner.ProjectId, role);
        using var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        Assert.DoesNotContain(secret, browser.Body, StringComparison.Ordinal);

        await browser.GoAsync(rule);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Empty(browser.Html.QuerySelectorAll("main .actions *"));
        foreach (var path in new[] { List + "/new", rule + "/edit", rule + "/rotate", rule + "/delete" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact]
    public async Task Other_pages_can_fill_a_new_rule_in()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await browser.GoAsync(List + "/new?event_name=Delete%20Secret&result=refused");

        Assert.Equal("Delete Secret", browser.Html.QuerySelector("[name='event_names']")!.TextContent.Trim());
        Assert.NotNull(browser.Html.QuerySelector("[name='results'][value='refused'][checked]"));
    }

    [Fact]
    public async Task In_Korean_its_pages_have_no_English_sentence()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        var (rule, _) = await CreateAsync(browser, "rule");
        browser.Headers["Accept-Language"] = "ko";
        foreach (var path in new[] { List, List + "/new", rule, rule + "/edit", rule + "/rotate", rule + "/delete" })
        {
            await browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Empty(browser.EnglishSentences());
        }

        await browser.GoAsync(List + "/new");
        await browser.SubmitAsync("main form", ("name", "x"), ("url", "ftp://x"), ("event_names", "a*b"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(browser.EnglishSentences());
    }

    private async Task<(string Path, string Secret)> CreateAsync(ConsoleBrowser browser, string name)
    {
        await browser.GoAsync(List + "/new");
        await browser.SubmitAsync("main form", ("name", name), ("url", fixture.Webhook.Url + "/path-that-is-a-password"), ("event_names", "Delete Secret\nBulk Delete*"));
        Assert.True(browser.Status == HttpStatusCode.OK, browser.Text);
        var secret = browser.Html.QuerySelector(".copyable code")!.TextContent;
        return (browser.Html.QuerySelector("main a.primary")!.GetAttribute("href")!, secret);
    }
}
