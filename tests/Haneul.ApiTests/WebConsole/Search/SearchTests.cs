using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.ApiTests.WebConsole.Iam;

namespace Haneul.ApiTests.WebConsole.Search;

/// <summary>The search over names, ids and pages, and what it tells to whom.</summary>
public sealed class SearchTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Before_anything_is_typed_nothing_is_said_to_be_missing()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;

        await browser.SeeAsync("/search");

        Assert.False(browser.Has("Nothing was found"));
        Assert.NotNull(browser.Html.QuerySelector("main input[name=q]"));
    }

    [Theory]
    [InlineData("데이터베이스")]
    [InlineData("데이터")]
    [InlineData("DATABASE")]
    public async Task Names_are_found_in_part_and_in_any_case(string words)
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var secret = await StoreAsync(persona, "데이터베이스/database");
        var key = await MakeKeyAsync(persona, "데이터베이스_database");

        await FindAsync(browser, words);

        Assert.Equal([$"/keys/{key}", $"/secrets/{secret}"], Links(browser).Order());
        Assert.Equal(words, browser.Html.QuerySelector("main input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_id_leads_to_its_page_and_to_its_events()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var secret = await StoreAsync(persona, "by-id");

        await FindAsync(browser, $"  {secret} ");

        Assert.Equal([$"/events?resource_id={secret}", $"/secrets/{secret}"], Links(browser).Order());
        await browser.SeeAsync($"/events?resource_id={secret}");
        Assert.True(browser.Has("Create Secret"));
    }

    [Fact]
    public async Task A_request_id_leads_to_its_events()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;

        await FindAsync(browser, "req-3f1b1a52-70f7-4a6b-9d6c-1b1f2f6f0a11");

        Assert.Equal(["/events?request_id=req-3f1b1a52-70f7-4a6b-9d6c-1b1f2f6f0a11"], Links(browser));
    }

    [Fact]
    public async Task Ones_own_access_keys_and_projects_are_found()
    {
        var (browser, persona) = await fixture.PersonAsync("project_reader");
        using var _ = browser;
        await FindAsync(browser, persona.AccessKeyId);
        Assert.Contains($"/access-keys/{persona.AccessKeyId}", Links(browser));

        await FindAsync(browser, persona.ProjectId);

        Assert.Contains($"/iam/projects/{persona.ProjectId}", Links(browser));
    }

    [Fact]
    public async Task People_and_groups_are_found_by_those_who_see_the_organisation()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var group = await fixture.MakeAsync("group", fixture.NewName("개발팀-"));
        using var admin = await ConsoleBrowser.SignedInAsync(fixture);
        await FindAsync(admin, persona.UserName);
        Assert.Equal([$"/iam/users/{persona.UserId}"], Links(admin));
        await FindAsync(admin, "개발팀");
        Assert.Equal([$"/iam/groups/{group}"], Links(admin));
        using var own = await fixture.BrowserOfAsync(persona);

        await FindAsync(own, persona.UserName);

        Assert.Empty(Links(own));
    }

    [Theory]
    [InlineData("project_reader", true, true)]
    [InlineData("secrets_manager_viewer", true, false)]
    [InlineData("kms_manager", false, true)]
    [InlineData("iam_project_admin", false, false)]
    public async Task Each_role_finds_what_it_may_see(string role, bool secrets, bool keys)
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var secret = await StoreAsync(owner, "needle-secret");
        await MakeKeyAsync(owner, "needle-key");
        using var browser = await fixture.BrowserOfAsync(await fixture.CreatePersonaAsync(owner.ProjectId, role));

        await FindAsync(browser, "needle");
        Assert.Equal((secrets, keys), (browser.Has("needle-secret"), browser.Has("needle-key")));
        await FindAsync(browser, secret);
        Assert.Equal(secrets, browser.Has("needle-secret"));
    }

    [Fact]
    public async Task Nothing_of_another_project_is_found_by_name_or_id()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var secret = await StoreAsync(owner, "foreign-needle");
        var key = await MakeKeyAsync(owner, "foreign-needle");
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;

        foreach (var words in new[] { "foreign-needle", secret, key, owner.AccessKeyId, owner.ProjectId })
        {
            await FindAsync(browser, words);
            Assert.False(browser.Html.QuerySelectorAll("main li").Any(static found => found.TextContent.Contains("foreign-needle", StringComparison.Ordinal)), words);
            Assert.DoesNotContain(Links(browser), static link => !link.StartsWith("/events?", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("en", "log storage", "/settings/log-storage")]
    [InlineData("en", "로그 저장", "/settings/log-storage")]
    [InlineData("ko", "notifications", "/settings/notifications")]
    public async Task Pages_are_found_in_both_languages(string language, string words, string page)
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;
        browser.Headers["Accept-Language"] = language;

        await FindAsync(browser, words);

        Assert.Equal([page], Links(browser));
    }

    [Fact]
    public async Task Pages_that_a_role_does_not_have_are_not_found()
    {
        var (browser, _) = await fixture.PersonAsync("kms_manager");
        using var __ = browser;

        await FindAsync(browser, "s");

        Assert.DoesNotContain("/secrets", Links(browser));
        Assert.DoesNotContain("/settings/installation", Links(browser));
        Assert.DoesNotContain("/settings/notifications", Links(browser));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("'; DROP TABLE secrets_secrets; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{0}{1}")]
    [InlineData("\\")]
    [InlineData("&limit=1000#x")]
    [InlineData("../../kms/api/v1/keys")]
    [InlineData("💥")]
    [InlineData("\u0000")]
    [InlineData("--------------------------------")]
    public async Task Odd_words_find_nothing_and_break_nothing(string words)
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        await StoreAsync(persona, "plain");

        await FindAsync(browser, words);

        Assert.False(browser.Has("plain"));
        Assert.DoesNotContain("<script>alert(1)", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_are_too_long_are_told_so()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;

        await browser.GoAsync("/search?q=" + new string('x', 201));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.True(browser.Has("At most 200 characters"));
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_what_was_looked_for()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;
        browser.Headers["Accept-Language"] = "ko";

        await FindAsync(browser, "없는것");

        Assert.True(browser.Has("검색 결과가 없습니다"));
        Assert.True(browser.Has("없는것"));
    }

    [Fact]
    public async Task Values_of_secrets_are_not_searched()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        await StoreAsync(persona, "named", "canary-value");

        await FindAsync(browser, "canary-value");

        Assert.Empty(Links(browser));
    }

    private static Task FindAsync(ConsoleBrowser browser, string words) => browser.SeeAsync("/search?q=" + Uri.EscapeDataString(words));

    private static IReadOnlyList<string> Links(ConsoleBrowser browser) => [.. browser.Html.QuerySelectorAll("main section.card li a").Select(static link => link.GetAttribute("href")!)];

    private async Task<string> StoreAsync(Persona persona, string name, string value = "value")
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/secrets-manager-service/api/v1/secrets", persona.Token, $$$"""
            {"secret":{"name":"{{{name}}}","secret_data":"{{{value}}}","is_access_control_enabled":false}}
            """);
        Assert.True(status is 200 or 201, body.ToString());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    private async Task<string> MakeKeyAsync(Persona persona, string name)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/kms/api/v1/keys", persona.Token, $$$"""
            {"key":{"name":"{{{name}}}","type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96","is_access_control_enabled":false}}
            """);
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("key").GetProperty("id").GetString()!;
    }
}
