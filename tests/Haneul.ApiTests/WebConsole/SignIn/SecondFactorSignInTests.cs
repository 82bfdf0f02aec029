using System.Net;
using Haneul.ApiTests.Api.Iam.SecondFactors;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>Signing in with a second factor, and what guessing leads to: every place that asks for a password or a code counts with the others.</summary>
public sealed class SecondFactorSignInTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Passcode = "/sign-in/passcode?return=%2F";

    // The limit of an organisation that has set none of its own (spec/roles.md section 8).
    private const int Limit = 5;

    [Fact]
    public async Task Codes_can_not_be_guessed_nor_can_it_be_seen_whether_the_password_was_right()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await GivePasswordAsync(user);
        for (var attempt = 0; attempt < Limit; attempt++)
        {
            await GiveCodeAsync(browser, user.WrongPasscode());
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        }

        var wrong = browser.Text;
        await GiveCodeAsync(browser, user.Passcode());
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(wrong, browser.Text);
        await GiveCodeAsync(browser, user.Codes[0]);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);

        // Whoever begins anew is told the same for the right password as for a wrong one.
        using var right = await SignInAsync(user, user.Persona.Password);
        using var guessed = await SignInAsync(user, "wrong");
        Assert.Equal(HttpStatusCode.BadRequest, right.Status);
        Assert.Equal(guessed.Status, right.Status);
        Assert.Equal(guessed.Text, right.Text);
    }

    [Fact]
    public async Task Giving_the_password_again_counts_with_signing_in()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var thief = await SignInAsync(user, user.Persona.Password);
        for (var attempt = 0; attempt < Limit; attempt++)
        {
            await thief.GoAsync("/confirm?return=/access-keys/new");
            await thief.SubmitAsync("main form", ("password", "guess-" + attempt));
            Assert.Equal(HttpStatusCode.BadRequest, thief.Status);
        }

        await thief.GoAsync("/confirm?return=/access-keys/new");
        await thief.SubmitAsync("main form", ("password", user.Persona.Password));
        Assert.Equal(HttpStatusCode.BadRequest, thief.Status);
        using var another = await SignInAsync(user, user.Persona.Password);
        Assert.Equal(HttpStatusCode.BadRequest, another.Status);
    }

    [Fact]
    public async Task Changing_the_password_counts_with_signing_in()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var thief = await SignInAsync(user, user.Persona.Password);
        for (var attempt = 0; attempt <= Limit; attempt++)
        {
            await thief.GoAsync("/password");
            await thief.SubmitAsync("main form", ("old", attempt == Limit ? user.Persona.Password : "guess"), ("new", "Another-passw0rd-1"), ("again", "Another-passw0rd-1"));
            Assert.Equal(HttpStatusCode.BadRequest, thief.Status);
        }
    }

    [Fact]
    public async Task Users_and_organisations_that_there_are_not_are_refused_with_the_same_words()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var known = await SignInAsync(user, "wrong");
        foreach (var (organisation, name) in new[] { ("Default", "nobody-of-this-name"), ("No such organisation", user.Persona.UserName) })
        {
            using var browser = new ConsoleBrowser(fixture);
            await browser.GoAsync("/sign-in");
            await browser.SubmitAsync("form", ("organisation", organisation), ("user", name), ("password", "wrong"));

            Assert.Equal(known.Status, browser.Status);
            Assert.Equal(known.Text, browser.Text);
        }
    }

    private async Task<ConsoleBrowser> SignInAsync(FactorUser user, string password)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", user.Persona.UserName), ("password", password));
        return browser;
    }

    private async Task<ConsoleBrowser> GivePasswordAsync(FactorUser user)
    {
        var browser = await SignInAsync(user, user.Persona.Password);
        Assert.Equal(Passcode, browser.Location);
        return browser;
    }

    private static async Task GiveCodeAsync(ConsoleBrowser browser, string code)
    {
        await browser.GoAsync(Passcode);
        await browser.SubmitAsync("form", ("passcode", code));
    }
}
