using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>A session that is over: where the person comes back to, and what becomes of a form that they were filling in.</summary>
public sealed class ReturnTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData("/secrets?q=%ED%95%98%EB%8A%98&size=50&state=ACTIVE")]
    [InlineData("/search?q=a%26b%3Dc%2B%23")]
    [InlineData("/events?event_name=Create%20Secret&from=2026-11-20T00%3A00%3A00Z")]
    [InlineData("/iam/roles/matrix?service=kms")]
    public async Task The_same_page_with_its_query_is_there_after_signing_in_again(string path)
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        fixture.Time.Advance(TimeSpan.FromMinutes(31));
        await browser.GoAsync(path);
        Assert.Equal("/sign-in?return=" + Uri.EscapeDataString(path), browser.Location);
        await browser.FollowAsync();

        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));

        Assert.Equal(path, browser.Location);
    }

    [Theory]
    [InlineData("/preferences")]
    [InlineData("/access-keys/new")]
    [InlineData("/profile/sessions")]
    [InlineData("/projects/choose?return=/secrets")]
    public async Task A_form_that_was_sent_too_late_changes_nothing_and_its_page_is_there_afterwards(string path)
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        using var second = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync(path);
        using var form = browser.Fill(ConsolePeople.Form, ("name", "too-late"));
        form.Headers.Referrer = new Uri($"http://{browser.Host}:{fixture.Http.BaseAddress!.Port}{path}");
        fixture.Time.Advance(TimeSpan.FromMinutes(31));
        var place = await TrailReading.LastAsync(fixture);
        await browser.SendAsync(form);
        Assert.Equal("/sign-in?return=" + Uri.EscapeDataString(path), browser.Location);
        Assert.Empty(await fixture.EventsOfAsync(persona.UserId, place));
        await browser.FollowAsync();

        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));

        Assert.Equal(path, browser.Location);
    }

    [Fact]
    public async Task A_wrong_password_on_the_way_does_not_lose_the_page()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        fixture.Time.Advance(TimeSpan.FromMinutes(31));
        await browser.GoAsync("/secrets?size=50");
        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", "wrong"));

        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));

        Assert.Equal("/secrets?size=50", browser.Location);
    }

    [Fact]
    public async Task What_is_missing_is_told_beside_each_field_in_Korean_with_the_rest_kept()
    {
        using var browser = new ConsoleBrowser(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync("/sign-in");

        await browser.SubmitAsync("form", ("organisation", " "), ("user", "하늘@example.org"), ("password", ""));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(("필수 입력 항목입니다.", "필수 입력 항목입니다.", null), (browser.ErrorAt("organisation"), browser.ErrorAt("password"), browser.ErrorAt("user")));
        Assert.Equal("하늘@example.org", browser.TypedIn("user"));
    }

    [Fact]
    public async Task Two_windows_with_one_form_change_it_once_each_and_the_back_button_never_again()
    {
        var (browser, _) = await fixture.PersonAsync("project_admin");
        using var __ = browser;
        await browser.SeeAsync("/preferences");
        using var first = browser.Fill(ConsolePeople.Form, ("theme", "Dark"));
        var body = await first.Content!.ReadAsStringAsync();
        await browser.SeeAsync("/preferences");
        using var second = browser.Fill(ConsolePeople.Form, ("theme", "Light"));
        await browser.SendAsync(first);
        await browser.SendAsync(second);

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal("/preferences", browser.Location);
        await browser.FollowAsync();
        Assert.NotNull(browser.Html.QuerySelector("#field-theme option[value=Light][selected]"));
    }
}
