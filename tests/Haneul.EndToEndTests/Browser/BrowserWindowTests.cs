namespace Haneul.EndToEndTests.Browser;

/// <summary>What watches over the other tests sees what it is there for.</summary>
public sealed class BrowserWindowTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))", "127.0.0.1:9")]
    [InlineData("document.body.setAttribute('style', 'color: red')", "Content Security Policy")]
    [InlineData("try { document.body.innerHTML = '' } catch { }", "TrustedHTML")]
    [InlineData("fetch('http://127.0.0.1:9/').catch(() => 0)", "127.0.0.1:9")]
    [InlineData("void (location.href = 'http://127.0.0.1:9/')", "127.0.0.1:9")]
    [InlineData("console.error('oh')", "oh")]
    [InlineData("void setTimeout(() => { throw new Error('broken') })", "broken")]
    public async Task What_must_not_happen_is_noted(string script, string word)
    {
        await using var window = await fixture.OpenAsync();
        await window.GoAsync("/sign-in");
        window.ShouldHaveNoProblems();

        try
        {
            await window.EvaluateAsync($"(() => {{ {script} }})()");
        }
        catch (Microsoft.Playwright.PlaywrightException)
        {
            // The page that was left does not answer any more.
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!window.Problems.Any(problem => problem.Contains(word, StringComparison.Ordinal)) && !patience.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        Assert.Contains(window.Problems, problem => problem.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_without_a_label_and_something_too_wide_are_found()
    {
        await using var window = await fixture.OpenAsync(width: 390);
        await Accessibility.LoadAsync(window);
        await window.GoAsync("/sign-in");
        Assert.Empty(await Accessibility.ViolationsOfAsync(window));
        Assert.Equal(0, await Accessibility.OverflowOfAsync(window));

        await window.EvaluateAsync("document.querySelector('label[for=field-user]').remove(), document.querySelector('main').append(Object.assign(new Image(2000, 1), {alt: ''})), 0");

        Assert.Contains(await Accessibility.ViolationsOfAsync(window), static violation => violation.StartsWith("label:", StringComparison.Ordinal));
        Assert.True(await Accessibility.OverflowOfAsync(window) > 0);
    }
}
