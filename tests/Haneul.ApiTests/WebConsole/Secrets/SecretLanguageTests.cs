using System.Text.RegularExpressions;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed partial class SecretLanguageTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    [Fact]
    public async Task Korean_pages_have_no_English_sentence()
    {
        var id = await world.StoreAsync("비밀", "값");
        await world.StoreVersionAsync(id, "값 2");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        browser.Headers["Accept-Language"] = "ko";
        await world.ConfirmAsync(browser, $"/secrets/{id}/versions/1/destroy");

        foreach (var path in new[]
        {
            "/secrets", "/secrets?q=없는것", "/secrets?q=%3F", "/secrets/new", "/secrets/import", "/secrets/export", $"/secrets/{id}", $"/secrets/{id}/edit", $"/secrets/{id}/key",
            $"/secrets/{id}/delete", $"/secrets/{id}/access", $"/secrets/{id}/access/edit", $"/secrets/{id}/owner", $"/secrets/{id}/compare", $"/secrets/{id}/versions/new",
            $"/secrets/{id}/versions/1/value", $"/secrets/{id}/versions/1/schedule", $"/secrets/{id}/versions/1/destroy", "/secrets/none",
        })
        {
            await browser.GoAsync(path);
            AssertKorean(browser, path);
        }
    }

    [Fact]
    public async Task What_is_refused_is_told_in_Korean()
    {
        var id = await world.StoreAsync("이름", "값");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync("/secrets/new");
        await browser.SubmitAsync("main form.card", ("name", "이름"), ("key", "키"), ("value", "값"));
        AssertKorean(browser, "taken name");
        await browser.SubmitAsync("main form.card", ("name", new string('가', 300)), ("mode", "text"), ("text", "{"));
        AssertKorean(browser, "broken JSON");

        await browser.GoAsync($"/secrets/{id}");
        await world.CallAsync(HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{id}/versions/1/destroy", await world.SignInAsync());
        await browser.SubmitAsync("form[action$='/versions/1/deactivate']");
        AssertKorean(browser, "state");
    }

    // Two English words after each other are a sentence; commands, names of events and the like are not the console's.
    private static void AssertKorean(ConsoleBrowser browser, string path)
    {
        foreach (var part in browser.Html.QuerySelectorAll("main .curl, main code, main pre, main option, main time"))
        {
            part.Remove();
        }

        var english = EnglishSentence().Match(browser.Text.Replace("vault kv get -format=json", "", StringComparison.Ordinal).Replace("Get Secret Version Value", "", StringComparison.Ordinal));
        Assert.False(english.Success, $"{path}: {english.Value}");
    }

    [GeneratedRegex(@"\b[a-zA-Z]{3,} [a-z]{2,}\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EnglishSentence();
}
