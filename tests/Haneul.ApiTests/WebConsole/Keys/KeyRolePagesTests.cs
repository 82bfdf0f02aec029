using System.Net;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>What each role is shown of keys and is let do with them, and that both languages are whole.</summary>
public sealed partial class KeyRolePagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData("project_admin", true, true)]
    [InlineData("kms_manager", true, true)]
    [InlineData("project_member", false, true)]
    [InlineData("kms_user", false, true)]
    [InlineData("project_reader", false, false)]
    [InlineData("kms_viewer", false, false)]
    public async Task Pages_are_shown_and_refused_as_the_api_would(string role, bool mayManage, bool mayUse)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        using var browser = await KeyPagesWorld.OpenAsync(fixture, await fixture.CreatePersonaAsync(world.ProjectId, role));

        await browser.GoAsync("/keys");
        Assert.NotNull(browser.Html.QuerySelector($"a[href='/keys/{id}']"));
        Assert.Equal(mayManage, browser.Html.QuerySelector("a[href='/keys/new']") is not null);
        await browser.GoAsync($"/keys/{id}/versions");
        Assert.Equal(mayManage, browser.Html.QuerySelector(".timeline .buttons a") is not null);
        Assert.Equal(mayUse, browser.Html.QuerySelector($"a[href='/keys/{id}/try']") is not null);
        await browser.GoAsync($"/keys/{id}/rotation");
        Assert.Equal(mayManage, browser.Html.QuerySelector("main form[data-form]") is not null);

        foreach (var path in new[] { "/keys/new", $"/keys/{id}/versions/new", $"/keys/{id}/versions/1/deactivate", $"/keys/{id}/versions/1/destruction", $"/keys/{id}/versions/1/cancel", $"/keys/{id}/versions/destruction", $"/keys/{id}/access/edit", $"/keys/{id}/delete" })
        {
            await browser.GoAsync(path);
            Assert.Equal(mayManage ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        }

        await browser.GoAsync($"/keys/{id}/try");
        Assert.Equal(mayUse ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact]
    public async Task Who_may_not_see_keys_has_no_entry_for_them()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture, "secrets_manager_viewer");
        await world.Browser.GoAsync("/keys");

        Assert.Equal(HttpStatusCode.Forbidden, world.Browser.Status);
        Assert.Null(world.Browser.Html.QuerySelector(".nav-list a[href='/keys']"));
    }

    [Fact]
    public async Task Korean_pages_have_no_english_sentence_left()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        world.Browser.Headers["Accept-Language"] = "ko";
        await world.Browser.GoAsync("/keys");
        AssertKorean(world.Browser);
        await world.Browser.GoAsync("/keys/service-keys");
        AssertKorean(world.Browser);
        await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", world.Person.Token, """{"secret":{"name":"db","secret_data":"1"}}""");
        var ids = new List<string>();
        foreach (var kind in new[] { KeyPagesWorld.Encryption, KeyPagesWorld.RsaEncryption, KeyPagesWorld.Ecdsa, KeyPagesWorld.Hmac })
        {
            ids.Add(await world.CreateKeyAsync("key-" + ids.Count, kind, ""","rotation_period":30"""));
        }

        var pages = new List<string> { "/keys", "/keys?q=none", "/keys/new", "/keys/service-keys", "/keys/service-keys/secrets-manager", "/keys/service-keys/secrets-manager/rotate" };
        pages.AddRange(ids.SelectMany(static id => new[] { "", "/versions", "/versions/new", "/versions/1/deactivate", "/versions/1/destruction", "/versions/1/cancel", "/versions/destruction", "/rotation", "/access", "/access/edit", "/delete" }.Select(path => $"/keys/{id}{path}")));
        pages.AddRange(new[] { "encrypt", "decrypt", "data-key" }.Select(use => $"/keys/{ids[0]}/try?do={use}"));
        pages.AddRange(new[] { "sign", "verify" }.Select(use => $"/keys/{ids[2]}/try?do={use}"));
        pages.AddRange(new[] { "hmac", "verify-hmac" }.Select(use => $"/keys/{ids[3]}/try?do={use}"));
        foreach (var path in pages)
        {
            await world.Browser.GoAsync(path);
            Assert.Equal(HttpStatusCode.OK, world.Browser.Status);
            AssertKorean(world.Browser);
            if (world.Browser.Html.QuerySelector("main form[data-form]") is not null && !path.EndsWith("/cancel", StringComparison.Ordinal) && !path.EndsWith("/access/edit", StringComparison.Ordinal))
            {
                // With what is wrong beside the fields too; forms without fields just do what they do.
                await world.Browser.SubmitAsync("main form[data-form]", ("name", ""), ("period", "0"), ("rotate", "true"), ("time", ""), ("cipher", ""), ("message", ""), ("plain", ""));
                AssertKorean(world.Browser);
            }
        }
    }

    private static void AssertKorean(ConsoleBrowser browser)
    {
        foreach (var code in browser.Html.QuerySelectorAll("main code, main pre, main select, main .copy").ToList())
        {
            code.Remove();
        }

        Assert.DoesNotMatch(EnglishSentence(), browser.Text);
    }

    [GeneratedRegex(@"\b[A-Za-z]{2,},?( [A-Za-z]{2,},?){2,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EnglishSentence();
}
