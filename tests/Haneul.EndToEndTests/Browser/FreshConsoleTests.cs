namespace Haneul.EndToEndTests.Browser;

/// <summary>The console of a server that has just been started for the first time: it asks for another password, and its empty pages teach how to begin.</summary>
public sealed class FreshConsoleTests(Chromium chromium)
{
    [Fact]
    public async Task The_first_password_is_changed_and_every_empty_page_is_accessible()
    {
        const string Wanted = "My-own-passw0rd";
        await using var fixture = new BrowserFixture(chromium) { IsPasswordGenerated = true };
        await fixture.InitializeAsync();
        var survey = new PageSurvey();
        var problems = new List<string>();
        foreach (var language in FilledConsole.Languages)
        {
            await using var window = await fixture.OpenAsync(language);
            await Accessibility.LoadAsync(window);
            await window.SignInAsync(new MouseHand(window.Page), fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
            await window.GoAsync("/secrets");
            Assert.Equal("/password", new Uri(window.Page.Url).AbsolutePath);
            await survey.LookAsync(window, "first password", language);
            problems.AddRange(window.Problems);
        }

        await using (var window = await fixture.OpenAsync())
        {
            var hand = new MouseHand(window.Page);
            await window.SignInAsync(hand, fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
            await hand.TypeAsync("#field-old", fixture.Bootstrap.Password);
            await hand.TypeAsync("#field-new", Wanted);
            await hand.TypeAsync("#field-again", Wanted);
            await hand.PressAsync("main form button.primary");
            await window.SeeAsync(".notice");
        }

        foreach (var language in FilledConsole.Languages)
        {
            await using var window = await fixture.OpenAsync(language);
            await Accessibility.LoadAsync(window);
            await window.SignInAsync(new MouseHand(window.Page), fixture.Bootstrap.UserName, Wanted);
            await window.GoAsync("/");
            var areas = (await window.EvaluateAsync("[...document.querySelectorAll('nav.side a')].map(link => link.getAttribute('href'))")).EnumerateArray().Select(static link => link.GetString()!).ToList();
            Assert.True(areas.Count >= 15, string.Join(' ', areas));
            foreach (var path in areas)
            {
                await window.GoAsync(path);
                await survey.LookAsync(window, path, language);
            }

            problems.AddRange(window.Problems);
        }

        Assert.True(survey.Violations.Count == 0, string.Join('\n', survey.Violations));
        Assert.True(survey.TooWide.Count == 0, string.Join('\n', survey.TooWide));
        Assert.Empty(problems);
    }
}
