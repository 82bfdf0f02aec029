using System.Net;
using AngleSharp.Dom;
using Haneul.ApiTests.Infrastructure;
using Haneul.ApiTests.WebConsole.Keys;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Overview;

/// <summary>What the first page says needs attention, and to whom.</summary>
public sealed class OverviewTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Versions_of_secrets_that_will_be_destroyed_are_named_with_when()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var id = await StoreAsync(persona, "doomed");
        await CallAsync(persona, HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/schedule-destroy", Schedule(8));
        await browser.SeeAsync("/");

        var item = ItemOf(browser, "Secret versions are scheduled for destruction");
        Assert.Contains("doomed, version 1", item.TextContent, StringComparison.Ordinal);
        Assert.Contains("in 8 days", item.TextContent, StringComparison.Ordinal);
        await browser.SeeAsync(item.QuerySelector("ul a")!.GetAttribute("href")!);
        Assert.True(browser.Has("doomed"));
    }

    [Fact]
    public async Task Secrets_that_expire_are_counted()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var id = await StoreAsync(persona, "short-lived");
        await StoreAsync(persona, "long-lived");
        await CallAsync(persona, HttpMethod.Patch, $"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}", $$$"""{"secret":{"expires_at":"{{{At(5)}}}"}}""");

        await browser.SeeAsync("/");

        Assert.Contains("1 in all", ItemOf(browser, "Secrets expire within 30 days").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_of_keys_that_will_be_destroyed_are_named_with_when()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("doomed-key");
        await CallAsync(world.Person, HttpMethod.Post, $"/kms/api/v1/keys/{id}/versions", null);
        await CallAsync(world.Person, HttpMethod.Patch, $"/kms/api/v1/keys/{id}/versions/1/schedule-destroy", Schedule(9));

        await world.Browser.SeeAsync("/");

        Assert.Contains("doomed-key, version 1", ItemOf(world.Browser, "Key versions are scheduled for destruction").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_were_not_rotated_for_a_year_are_counted()
    {
        var old = new ConsoleFixture();
        await old.InitializeAsync();
        try
        {
            using var world = await KeyPagesWorld.CreateAsync(old);
            await world.CreateKeyAsync("old");
            for (var month = 0; month < 13; month++)
            {
                old.Time.Advance(TimeSpan.FromDays(30));
            }

            using var later = await old.BrowserOfAsync(world.Person);
            await later.SeeAsync("/");

            Assert.Contains("1 in all", ItemOf(later, "Keys have not been rotated for a year").TextContent, StringComparison.Ordinal);
        }
        finally
        {
            await old.DisposeAsync();
        }
    }

    [Fact]
    public async Task Ones_own_access_keys_that_expire_are_named()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await MakeKeyAsync(persona, "of-the-build", 13);

        await browser.SeeAsync("/");

        var item = ItemOf(browser, "Some of your access keys expire soon");
        Assert.Equal("of-the-build", Assert.Single(item.QuerySelectorAll("ul ul a")).TextContent);
    }

    [Fact]
    public async Task One_that_has_time_enough_is_not()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await MakeKeyAsync(persona, "of-the-build", 15);

        await browser.SeeAsync("/");

        Assert.False(browser.Has("Some of your access keys expire soon"));
    }

    [Fact]
    public async Task A_missing_second_factor_is_told_until_it_is_on()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync("/");
        Assert.NotNull(ItemOf(browser, "Your account has no second factor").QuerySelector("a[href='/profile/second-factor']"));
        var user = new Api.Iam.SecondFactors.FactorUser(fixture, persona);
        await browser.SeeAsync("/profile/second-factor");
        await browser.SubmitAsync(ConsolePeople.Form);
        user.Secret = browser.Html.QuerySelector("main .copyable code")!.TextContent;
        await browser.SubmitAsync(ConsolePeople.Form, ("passcode", user.Passcode()));

        await browser.SeeAsync("/");

        Assert.False(browser.Has("Your account has no second factor"));
    }

    [Fact]
    public async Task Failed_sign_ins_are_told_to_those_who_may_see_them_and_lead_to_the_events()
    {
        var (member, persona) = await fixture.PersonAsync("project_admin");
        using var _ = member;
        using var stranger = new ConsoleBrowser(fixture);
        await stranger.GoAsync("/sign-in");
        await stranger.SubmitAsync("form", ("user", persona.UserName), ("password", "wrong"));
        using var admin = await ConsoleBrowser.SignedInAsync(fixture);
        await admin.SeeAsync("/");
        var item = ItemOf(admin, "Failed sign-ins in the last 24 hours");

        var name = persona.UserName.Split('@')[0]; // As events have it.
        Assert.Contains(name, item.TextContent, StringComparison.Ordinal);
        var (list, one) = (item.QuerySelector("a")!.GetAttribute("href")!, item.QuerySelector("ul a")!.GetAttribute("href")!);
        await admin.SeeAsync(list);
        Assert.True(admin.Has(name));
        await admin.SeeAsync(one);
        Assert.True(admin.Has("Console Login Fail"));
        await member.SeeAsync("/");
        Assert.False(member.Has("Sign-ins failed"));
    }

    [Fact]
    public async Task What_fails_of_the_trail_is_told_in_words_and_leads_to_where_it_is_mended()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        await CallAsync(persona, HttpMethod.Post, "/cloud-trail/haneul/v1/notification-rules", """
            {"rule":{"name":"pager","url":"https://hook.invalid/","pattern":{"event_names":["Create Secret"]}}}
            """);
        var now = Kernel.Runtime.UnixTime.ToMicroseconds(fixture.Time.GetUtcNow());
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_notification_rules SET failing_since = {now}, failures = 3"));
        browser.Headers["Accept-Language"] = "ko";

        await browser.SeeAsync("/");

        var item = ItemOf(browser, "Cloud Trail을 확인하세요");
        Assert.Equal("메시지가 전달되지 않는 알림 규칙이 있습니다", item.QuerySelector("li a[href='/settings/notifications']")!.TextContent);
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_needs_attention_but_the_second_factor()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;

        await browser.SeeAsync("/");

        Assert.Equal(["Your account has no second factor"], browser.Html.QuerySelectorAll(".attention > li > a").Select(static link => link.TextContent.Trim()));
    }

    [Theory]
    [InlineData("project_reader", true, true, true)]
    [InlineData("secrets_manager_viewer", true, false, false)]
    [InlineData("kms_manager", false, true, false)]
    [InlineData("iam_project_admin", false, false, false)]
    public async Task Figures_are_shown_to_roles_that_may_see_them(string role, bool secrets, bool keys, bool trail)
    {
        var (admin, owner) = await fixture.PersonAsync("project_admin");
        admin.Dispose();
        var id = await StoreAsync(owner, "hidden-name");
        await CallAsync(owner, HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/schedule-destroy", Schedule(8));
        using var browser = await fixture.BrowserOfAsync(await fixture.CreatePersonaAsync(owner.ProjectId, role));

        await browser.SeeAsync("/");

        Assert.Equal((secrets, keys, trail), (IsCard("/secrets"), IsCard("/keys"), IsCard("/events")));
        Assert.Equal(secrets, browser.Has("hidden-name"));
        Assert.Empty(browser.Html.QuerySelectorAll("main .problem"));

        bool IsCard(string path) => browser.Html.QuerySelector($".cards h2 a[href='{path}']") is not null;
    }

    [Fact]
    public async Task Nothing_of_another_project_is_told()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        browser.Dispose();
        var id = await StoreAsync(persona, "elsewhere");
        await CallAsync(persona, HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/schedule-destroy", Schedule(8));
        var (other, _) = await fixture.PersonAsync("project_admin");
        using var __ = other;

        await other.SeeAsync("/");

        Assert.False(other.Has("elsewhere"));
        Assert.False(other.Has("scheduled for destruction"));
    }

    [Fact]
    public async Task Whoever_is_in_no_project_is_told_so()
    {
        var (browser, persona) = await fixture.PersonAsync("project_reader");
        browser.Dispose();
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_reader");
        using var lost = await fixture.BrowserOfAsync(persona);

        Assert.Equal(HttpStatusCode.OK, lost.Status);
        Assert.True(lost.Has("No project selected"));
        Assert.Null(lost.Html.QuerySelector(".cards a"));
    }

    private static IElement ItemOf(ConsoleBrowser browser, string text) =>
        browser.Html.QuerySelectorAll(".attention > li").FirstOrDefault(item => item.TextContent.Contains(text, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"\"{text}\" is not there: {browser.Text}");

    private string At(int days) => fixture.Time.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private string Schedule(int days) => $$$"""{"version":{"destruction_scheduled_at":"{{{At(days)}}}"}}""";

    private async Task<string> StoreAsync(Persona persona, string name)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/secrets-manager-service/api/v1/secrets", persona.Token, $$$"""
            {"secret":{"name":"{{{name}}}","secret_data":"value","is_access_control_enabled":false}}
            """);
        Assert.True(status is 200 or 201, body.ToString());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    private async Task CallAsync(Persona persona, HttpMethod method, string path, string? json)
    {
        var (status, body) = await fixture.CallAsync(method, path, persona.Token, json);
        Assert.True(status is >= 200 and < 300, $"{path}: {status} {body}");
    }

    private async Task MakeKeyAsync(Persona persona, string name, int days)
    {
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", token, $$$"""{"application_credential":{"name":"{{{name}}}","expires_at":"{{{At(days)}}}"}}""");
        Assert.True(status == 201, body.ToString());
    }
}
