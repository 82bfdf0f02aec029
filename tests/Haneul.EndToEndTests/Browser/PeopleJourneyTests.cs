using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>How people and programs get their access in the console, and their second factor, by mouse and by keyboard alone.</summary>
public sealed class PeopleJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Password = "Passw0rd-of-a-test";

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_user_is_created_gets_a_role_and_signs_in(string means)
    {
        var name = $"new.{means}@example.com";
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await hand.PressAsync("nav.side a[href='/iam/users']");
        await hand.PressAsync("main .actions a[href='/iam/users/new']");
        await hand.TypeAsync("#field-name", name);
        await hand.TypeAsync("#field-email", name);
        await hand.TypeAsync("#field-password", Password);
        await hand.TypeAsync("#field-again", Password);
        await hand.PressAsync("main form .buttons button.primary");
        await window.SeeAsync(".notice");

        await hand.PressAsync("nav.side a[href='/iam/projects']");
        await hand.PressAsync($"main tbody a[href='/iam/projects/{fixture.Bootstrap.ProjectId}']");
        await hand.PressAsync("main a[href$='/members/new']");
        await hand.TypeAsync("#field-who", name);
        await hand.ChooseAsync("#field-role", "project_member");
        await hand.PressAsync("main form .buttons button.primary");
        await window.SeeAsync(".notice");
        Assert.Contains(name, await window.ReadAsync("main tbody"), StringComparison.Ordinal);

        await using var theirs = await fixture.OpenAsync();
        await theirs.SignInAsync(Hand.Of(means, theirs.Page), name, Password);
        await theirs.GoAsync("/secrets/new");
        await theirs.SeeAsync("#field-name");
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_service_account_gets_a_key_that_opens_what_its_role_allows(string means)
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await hand.PressAsync("nav.side a[href='/iam/service-accounts']");
        await hand.PressAsync("main .actions a[href='/iam/service-accounts/new']");
        await hand.TypeAsync("#field-name", $"deployer-{means}");
        await hand.CheckAsync("#field-roles-project_member");
        await hand.PressAsync("main form .buttons button.primary");
        await window.SeeAsync(".notice");
        await hand.PressAsync("main a[href$='/access-keys/new']");
        await hand.TypeAsync("#field-name", "pipeline");
        await hand.PressAsync("main form .buttons button.primary");

        // Its command, as it stands on the page.
        var issued = await CommandLine.BashAsync(await window.ReadAsync("main pre code"));
        Assert.Contains("201 Created", issued.ShouldSucceed().StandardOutput, StringComparison.Ordinal);
        var secret = await window.Page.Locator("main dd code").Nth(1).TextContentAsync();
        await hand.PressAsync("main .buttons a.primary");
        await window.SeeAsync("main tbody");
        Assert.DoesNotContain(secret!, await window.Page.ContentAsync(), StringComparison.Ordinal);
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_second_factor_is_set_up_and_asked_for(string means)
    {
        var name = $"factor.{means}@example.com";
        await SampleData.AddUserAsync(fixture.Server, name, Password);
        await using var window = await fixture.OpenAsync();
        var hand = Hand.Of(means, window.Page);
        await window.SignInAsync(hand, name, Password);
        await window.GoAsync("/profile");
        await hand.PressAsync("main a[href='/profile/second-factor']");
        await hand.PressAsync("main form button.primary");
        var app = AuthenticatorApp.OfSecret(await window.ReadAsync("main .copyable code"));
        await window.ShouldHaveFocusAsync("#field-passcode");
        await hand.TypeAsync("#field-passcode", app.Passcode(-1));
        await hand.PressAsync("main form button.primary");
        var code = (await window.ReadAsync("main .copyable pre")).Split('\n')[0].Trim();
        await hand.PressAsync("main a.primary");
        await window.SeeAsync("main form button[value=off]");

        // A passcode opens the console, and where the telephone is lost a recovery code does, once.
        await SignOutAsync(window, hand);
        await SignInAsync(window, hand, name);
        await hand.TypeAsync("#field-passcode", "000000");
        await hand.PressAsync("main form button.primary");
        await window.SeeAsync("[role=alert], #field-passcode-error");
        await hand.TypeAsync("#field-passcode", app.Passcode(0));
        await hand.PressAsync("main form button.primary");
        await window.SeeAsync("header.top");
        await SignOutAsync(window, hand);
        await SignInAsync(window, hand, name);
        await hand.TypeAsync("#field-passcode", code);
        await hand.PressAsync("main form button.primary");
        await window.SeeAsync("header.top");
        window.ShouldHaveNoProblems();
    }

    private static async Task SignInAsync(BrowserWindow window, Hand hand, string name)
    {
        await hand.TypeAsync("#field-user", name);
        await hand.TypeAsync("#field-password", Password);
        await hand.PressAsync("main form button.primary");
        await window.ShouldHaveFocusAsync("#field-passcode");
    }

    private static async Task SignOutAsync(BrowserWindow window, Hand hand)
    {
        await hand.PressAsync(".account summary");
        await hand.PressAsync(".account-menu button");
        await window.ArriveAsync("/sign-in$");
    }
}
