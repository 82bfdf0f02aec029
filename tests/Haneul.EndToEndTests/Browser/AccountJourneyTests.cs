using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What a person does with the account: signing in and out, the password, language and colours. By mouse and by keyboard alone.</summary>
public sealed class AccountJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Save = "main form button.primary";

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task Signing_in_leads_back_to_the_page_that_was_asked_for_and_signing_out_closes_it(string means)
    {
        await using var window = await fixture.OpenAsync();
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/profile?from=bookmark");
        Assert.Equal("/sign-in", new Uri(window.Page.Url).AbsolutePath);
        await hand.TypeAsync(window.Page.Locator("#field-user"), fixture.Bootstrap.UserName);
        await hand.TypeAsync(window.Page.Locator("#field-password"), "not the password");
        await hand.PressAsync(window.Page.Locator(Save));
        await window.Page.Locator("[role=alert]").WaitForAsync();
        Assert.Equal(fixture.Bootstrap.UserName, await window.Page.InputValueAsync("#field-user"));
        Assert.Equal("", await window.Page.InputValueAsync("#field-password"));
        await hand.TypeAsync(window.Page.Locator("#field-password"), fixture.Bootstrap.Password);
        await hand.PressAsync(window.Page.Locator(Save));
        await window.ArriveAsync("/profile\\?from=bookmark$");

        await hand.PressAsync(window.Page.Locator(".account summary"));
        await hand.PressAsync(window.Page.Locator(".account-menu button"));
        await window.ArriveAsync("/sign-in$");
        await window.Page.GoBackAsync();

        // The page of before is not shown out of a cache.
        Assert.DoesNotContain(fixture.Bootstrap.UserId, await window.Page.ContentAsync(), StringComparison.Ordinal);
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task Language_and_colours_are_chosen(string means)
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        var light = await BackgroundAsync(window);
        await window.GoAsync("/preferences");
        await hand.ChooseAsync("#field-language", "ko");
        await hand.ChooseAsync("#field-theme", "Dark");
        await hand.PressAsync(window.Page.Locator(Save));
        await window.Page.Locator(".notice").WaitForAsync();

        Assert.Equal("환경설정", await window.Page.Locator("h1").TextContentAsync());
        Assert.Equal("ko", await window.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.NotEqual(light, await BackgroundAsync(window));

        await hand.ChooseAsync("#field-language", "");
        await hand.ChooseAsync("#field-theme", "System");
        await hand.PressAsync(window.Page.Locator(Save));
        await window.Page.GetByText("Your preferences are saved.").WaitForAsync();
        Assert.Equal(light, await BackgroundAsync(window));
        window.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Without_a_choice_the_browser_decides()
    {
        await using var window = await fixture.OpenAsync("ko-KR", ColorScheme.Dark);
        await window.GoAsync("/sign-in");
        var dark = await BackgroundAsync(window);
        Assert.Equal("로그인", await window.Page.Locator("h1").TextContentAsync());

        await using var other = await fixture.OpenAsync("de-DE");
        await other.GoAsync("/sign-in");

        Assert.Equal("Sign in", await other.Page.Locator("h1").TextContentAsync());
        Assert.NotEqual(dark, await BackgroundAsync(other));
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task The_password_is_changed_and_the_session_goes_on(string means)
    {
        const string First = "The-first-passw0rd";
        const string Wanted = "Another-passw0rd-1";
        var user = $"changes.by.{means}@example.com";
        await SampleData.AddUserAsync(fixture.Server, user, First);
        await using var window = await fixture.OpenAsync();
        await window.SignInAsync(new MouseHand(window.Page), user, First);
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/password");
        await hand.TypeAsync(window.Page.Locator("#field-old"), First);
        await hand.TypeAsync(window.Page.Locator("#field-new"), Wanted);
        await hand.TypeAsync(window.Page.Locator("#field-again"), Wanted + "2");
        await hand.PressAsync(window.Page.Locator(Save));
        await window.Page.Locator("#field-again-error").WaitForAsync();
        Assert.Equal("", await window.Page.InputValueAsync("#field-new"));
        await hand.TypeAsync(window.Page.Locator("#field-old"), First);
        await hand.TypeAsync(window.Page.Locator("#field-new"), Wanted);
        await hand.TypeAsync(window.Page.Locator("#field-again"), Wanted);
        await hand.PressAsync(window.Page.Locator(Save));
        await window.Page.Locator(".notice").WaitForAsync();

        await window.GoAsync("/profile");
        Assert.Equal("/profile", new Uri(window.Page.Url).AbsolutePath);
        await using var again = await fixture.OpenAsync();
        await again.SignInAsync(hand: Hand.Of("mouse", again.Page), user, Wanted);
        window.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        await using var window = await fixture.OpenAsync(withScript: false);
        await window.SignInAsync(new MouseHand(window.Page), fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        await window.Page.Locator(".account summary").ClickAsync();
        await window.Page.Locator(".account-menu a[href='/profile']").ClickAsync();

        Assert.Equal(fixture.Bootstrap.UserId, await window.Page.Locator("main dd code").First.TextContentAsync());
    }

    [Fact]
    public async Task A_form_that_is_sent_by_the_back_button_changes_nothing_twice()
    {
        await using var window = await fixture.OpenSignedInAsync();
        await window.GoAsync("/preferences");
        await window.Page.Locator("#field-zone").FillAsync("Asia/Seoul");
        await window.Page.Locator(Save).ClickAsync();
        await window.Page.Locator(".notice").WaitForAsync();
        await window.Page.GoBackAsync();
        await window.Page.Locator("#field-zone").FillAsync("UTC");
        await window.Page.Locator(Save).ClickAsync();
        await window.Page.Locator(".notice").WaitForAsync();
        await window.GoAsync("/preferences");

        // The page of before was fetched anew, with a form of its own: what was typed last counts, once.
        Assert.Equal("UTC", await window.Page.InputValueAsync("#field-zone"));
        window.ShouldHaveNoProblems();
    }

    private static async Task<string> BackgroundAsync(BrowserWindow window) => (await window.EvaluateAsync("getComputedStyle(document.body).backgroundColor")).GetString()!;
}
