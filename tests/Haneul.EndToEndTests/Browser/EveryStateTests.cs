using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What no link leads to, and is looked at like every page: answers of forms, menus and dialogs that are open, refusals, and what is shown once.</summary>
[Collection(FilledConsole.Collection)]
public sealed class EveryStateTests(FilledConsole filled)
{
    private const string Password = "Passw0rd-of-a-test";

    public static TheoryData<string> Languages => [.. FilledConsole.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public Task Forms_that_are_refused_are_accessible(string language) => SurveyAsync(language, async look =>
    {
        foreach (var path in new[] { "/secrets/new", "/keys/new", "/access-keys/new", "/iam/users/new", "/iam/groups/new", "/iam/projects/new", "/iam/service-accounts/new", "/settings/notifications/new" })
        {
            await look.Window.GoAsync(path);
            await look.PressAsync("main form .buttons .primary");
            await look.SeeAsync("empty " + path, "main .field.wrong, main .error:not([hidden])");
        }

        foreach (var path in new[] { "/events?from=2026-01-02T00:00&to=2026-01-01T00:00", "/secrets?q=nothing-like-this", "/keys?q=nothing-like-this", "/search?q=orders", "/search?q=nothing-like-this", "/iam/users?q=nobody" })
        {
            await look.Window.GoAsync(path);
            await look.SeeAsync(path, "main h1");
        }
    });

    [Theory]
    [MemberData(nameof(Languages))]
    public Task Menus_and_dialogs_that_are_open_are_accessible(string language) => SurveyAsync(language, async look =>
    {
        await look.Window.GoAsync("/secrets");
        await look.PressAsync(".account summary");
        await look.SeeAsync("account menu", ".account[open]");
        await look.PressAsync(".columns summary");
        await look.SeeAsync("choice of columns", ".columns[open]");
        await look.PressAsync(".curl summary");
        await look.SeeAsync("as curl", ".curl[open]");
        await look.Window.Page.SetViewportSizeAsync(390, 850);
        await look.PressAsync(".menu-toggle summary");
        await look.SeeAsync("menu of a phone", ".menu-toggle[open]");

        await look.Window.GoAsync("/events");
        await look.PressAsync(".export summary");
        await look.SeeAsync("export", ".export[open]");
        await look.PressAsync(".event-search details summary");
        await look.PressAsync(".histogram details summary");
        await look.PressAsync("[data-follow]");
        await look.SeeAsync("filters, table of the histogram and live tail", "[data-pause]");
        await look.PressAsync("a[data-event] >> nth=0");
        await look.SeeAsync("drawer", "dialog.drawer[open]");
    });

    [Theory]
    [MemberData(nameof(Languages))]
    public Task Values_and_what_is_shown_once_are_accessible(string language) => SurveyAsync(language, async look =>
    {
        var secret = await SampleData.AddSecretAsync(filled.Fixture.Server, $"shown-{language}");
        await look.Window.GoAsync($"/secrets/{secret}");
        await look.PressAsync("#v1 .more summary");
        await look.SeeAsync("actions of a version", "#v1 .more[open]");
        await look.Window.GoAsync($"/secrets/{secret}/versions/2/value");
        await look.PressAsync("main form .primary");
        await look.SeeAsync("value", ".revealed");
        await look.PressAsync(".hide-now");
        await look.SeeAsync("hidden value", ".value-hidden");
        await look.Window.GoAsync($"/secrets/{secret}/compare?from=1&to=2");
        await look.SeeAsync("comparison", "main table");
        await look.Window.GoAsync($"/secrets/{secret}/versions/new");
        foreach (var mode in new[] { "text", "generated" })
        {
            await look.PressAsync($".modes button[value={mode}]");
            await look.SeeAsync("entry of a value: " + mode, $"[data-editor={mode}]");
        }

        await look.Window.GoAsync("/keys");
        await look.PressAsync("main table a.name >> nth=-1");
        await look.PressAsync("main .tabs a[href$='/try']");
        await look.TypeAsync("main form textarea >> nth=0", "안녕");
        await look.PressAsync("main form .primary");
        await look.SeeAsync("try-out", ".key-outcome");

        await look.Window.GoAsync("/iam/decisions?operation=secrets-manager.CreateSecret");
        await look.SeeAsync("decision", "main h2 >> nth=0");
        await look.Window.GoAsync("/confirm?return=/access-keys/new");
        await look.SeeAsync("password again", "#field-password");
        await look.PressAsync("main form .primary");
        await look.SeeAsync("wrong password again", "#field-password-error");
    });

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_created_access_key_and_one_too_many_are_accessible(string language)
    {
        var name = $"keys.{language}@example.com";
        await SampleData.AddUserAsync(filled.Fixture.Server, name, Password);
        await SurveyAsync(language, async look =>
        {
            await look.Window.SignInAsync(new MouseHand(look.Window.Page), name, Password);
            for (var number = 1; number <= 3; number++)
            {
                await look.Window.GoAsync("/access-keys/new");
                await look.TypeAsync("#field-name", $"key-{number}");
                await look.PressAsync("main form .primary");
                await look.Window.SeeAsync(number < 3 ? "main .warning" : "main form .problem");
            }

            // That there are enough, and not that roles forbid it.
            Assert.Contains(language == "ko" ? "키 개수" : "as many of these keys", await look.Window.ReadAsync("main form .problem"), StringComparison.Ordinal);
            await look.SeeAsync("one access key too many", "main form .problem");
            await look.Window.GoAsync("/access-keys");
            await look.PressAsync("main tbody a >> nth=0");
            await look.PressAsync("main a[href$='/delete']");
            await look.TypeAsync("#field-confirmation", "key-1");
            await look.PressAsync("main form .danger");
            await look.Window.ArriveAsync("/access-keys$");
            await look.Window.GoAsync("/access-keys/new");
            await look.TypeAsync("#field-name", "key-4");
            await look.PressAsync("main form .primary");
            await look.SeeAsync("created access key", "main .card .copyable");
        }, isSignedIn: false);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_second_factor_is_accessible(string language)
    {
        var name = $"factor.{language}@example.com";
        await SampleData.AddUserAsync(filled.Fixture.Server, name, Password);
        await SurveyAsync(language, async look =>
        {
            await look.Window.SignInAsync(new MouseHand(look.Window.Page), name, Password);
            await look.Window.GoAsync("/profile/second-factor");
            await look.SeeAsync("no second factor", "main form .primary");
            await look.PressAsync("main form .primary");
            await look.SeeAsync("set-up of a second factor", "main svg");
            var app = AuthenticatorApp.OfSecret((await look.Window.Page.Locator("main .copyable code").First.TextContentAsync())!);
            await look.TypeAsync("#field-passcode", app.Passcode(-1));
            await look.PressAsync("main form .primary");
            await look.SeeAsync("recovery codes", "main .copyable pre");
            await look.PressAsync("main a.primary");
            await look.SeeAsync("second factor", "main form button[value=off]");
            await look.TypeAsync("#field-passcode", "000000");
            await look.PressAsync("main form button[value=codes]");
            await look.SeeAsync("wrong passcode", "#field-passcode-error");
            await look.PressAsync(".account summary");
            await look.PressAsync(".account-menu button");
            await look.Window.ArriveAsync("/sign-in$");
            await look.TypeAsync("#field-user", name);
            await look.TypeAsync("#field-password", "not the password");
            await look.PressAsync("main form .primary");
            await look.SeeAsync("refused sign-in", "[role=alert]");
            await look.TypeAsync("#field-password", Password);
            await look.PressAsync("main form .primary");
            await look.SeeAsync("passcode", "#field-passcode");
        }, isSignedIn: false);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Refusals_are_accessible(string language)
    {
        var name = $"reader.{language}@example.com";
        await SampleData.AddUserAsync(filled.Fixture.Server, name, Password);
        await SurveyAsync(language, async look =>
        {
            await look.Window.SignInAsync(new MouseHand(look.Window.Page), name, Password);
            foreach (var (path, status) in new[] { ("/secrets/new", 403), ("/keys/new", 403), ("/iam/users/new", 403), ("/secrets/00000000-0000-4000-8000-000000000000", 404), ("/no-such-page", 404) })
            {
                Assert.Equal(status, (await look.Window.GoAsync(path)).Status);
                await look.SeeAsync($"{path} of a reader", "main h1");
            }

            foreach (var path in new[] { "/", "/secrets", "/keys", "/events", "/iam/projects", "/iam/users" })
            {
                await look.Window.GoAsync(path);
                await look.SeeAsync($"{path} of a reader", "main h1");
            }
        }, isSignedIn: false);
    }

    private async Task SurveyAsync(string language, Func<Look, Task> goAsync, bool isSignedIn = true)
    {
        var survey = new PageSurvey();
        await using var window = isSignedIn ? await filled.Fixture.OpenSignedInAsync(language) : await filled.Fixture.OpenAsync(language);
        await Accessibility.LoadAsync(window);
        await goAsync(new Look(window, survey, language));

        Assert.True(survey.Violations.Count == 0, string.Join('\n', survey.Violations));
        Assert.True(survey.TooWide.Count == 0, string.Join('\n', survey.TooWide));
        window.ShouldHaveNoProblems();
    }

    private sealed record Look(BrowserWindow Window, PageSurvey Survey, string Language)
    {
        public Task PressAsync(string selector) => Window.Page.Locator(selector).First.ClickAsync();

        public Task TypeAsync(string selector, string text) => Window.Page.Locator(selector).FillAsync(text);

        /// <summary>Waits until something is there, and looks at the page with it.</summary>
        public async Task SeeAsync(string name, string there)
        {
            await Window.Page.Locator(there).First.WaitForAsync();
            await Survey.LookAsync(Window, name, Language);
        }
    }
}
