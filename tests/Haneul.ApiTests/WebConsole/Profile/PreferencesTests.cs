using System.Net;

namespace Haneul.ApiTests.WebConsole.Profile;

/// <summary>Language, colours and time zone.</summary>
public sealed class PreferencesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Path = "/preferences";

    [Fact]
    public async Task What_was_chosen_holds_at_once_and_at_the_next_sign_in()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync(Path);
        await browser.GoOnAsync(ConsolePeople.Form, ("language", "ko"), ("theme", "Dark"), ("zone", "Asia/Seoul"));
        Assert.True(browser.Has("환경설정이 저장되었습니다."));

        using var later = await fixture.BrowserOfAsync(persona);
        await later.SeeAsync("/profile");

        Assert.Equal(("ko", "dark"), (later.Html.DocumentElement.GetAttribute("lang"), later.Html.DocumentElement.GetAttribute("data-theme")));
        Assert.Contains("+09:00", later.Html.QuerySelector("main time")!.TextContent, StringComparison.Ordinal);
        await later.SeeAsync(Path);
        Assert.NotNull(later.Html.QuerySelector("#field-language option[value=ko][selected]"));
        Assert.NotNull(later.Html.QuerySelector("#field-theme option[value=Dark][selected]"));
        Assert.Equal("Asia/Seoul", later.TypedIn("zone"));
    }

    [Fact]
    public async Task They_are_ones_own()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync(Path);
        await browser.GoOnAsync(ConsolePeople.Form, ("language", "ko"));
        using var other = await fixture.BrowserOfAsync(await fixture.CreatePersonaAsync(persona.ProjectId, "project_member"));

        await other.SeeAsync("/profile");

        Assert.Equal("en", other.Html.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/localtime")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("+09:00")]
    public async Task A_zone_that_there_is_not_is_told_beside_the_field_with_the_rest_kept(string zone)
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("language", "ko"), ("theme", "Light"), ("zone", zone));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("There is no such time zone.", browser.ErrorAt("zone"));
        Assert.Equal(zone, browser.TypedIn("zone"));
        Assert.NotNull(browser.Html.QuerySelector("#field-language option[value=ko][selected]"));
        Assert.NotNull(browser.Html.QuerySelector("#field-theme option[value=Light][selected]"));
    }

    [Theory]
    [InlineData("fr", "Neon")]
    [InlineData("<script>", "99")]
    [InlineData("", "")]
    public async Task What_is_none_of_the_choices_is_as_the_browser_and_the_system_have_it(string language, string theme)
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync(Path);

        await browser.GoOnAsync(ConsolePeople.Form, ("language", language), ("theme", theme), ("zone", " "));

        Assert.Equal(("en", "system"), (browser.Html.DocumentElement.GetAttribute("lang"), browser.Html.DocumentElement.GetAttribute("data-theme")));
    }

    [Theory]
    [InlineData("ko", "ko")]
    [InlineData("ko-KR,ko;q=0.9,en;q=0.8", "ko")]
    [InlineData("fr, ko;q=0.5, en;q=0.4", "ko")]
    [InlineData("ko;q=0, en", "en")]
    [InlineData("fr", "en")]
    [InlineData("*", "en")]
    [InlineData(";;;q=", "en")]
    public async Task Before_a_choice_the_browser_says_the_language(string accepted, string language)
    {
        using var browser = new ConsoleBrowser(fixture);
        browser.Headers["Accept-Language"] = accepted;

        await browser.SeeAsync("/sign-in");

        Assert.Equal(language, browser.Html.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_project_that_was_worked_in_last_is_kept_with_them()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync("zz-second");
        await fixture.AssignRoleAsync(second, persona.UserId, "project_member");
        await browser.SeeAsync("/projects/choose");
        await browser.GoOnAsync($"form:has(input[name=project][value='{second}'])");
        await browser.SeeAsync(Path);
        await browser.GoOnAsync(ConsolePeople.Form, ("theme", "Dark"));

        using var later = await fixture.BrowserOfAsync(persona);

        Assert.Contains("zz-second", later.Html.QuerySelector("header .project")!.TextContent, StringComparison.Ordinal);
    }
}
