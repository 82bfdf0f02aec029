using System.Text.Json;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>The life of a secret in the console, by mouse and by keyboard alone.</summary>
public sealed class SecretJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_secret_is_created_changed_compared_restored_and_deleted(string means)
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        var name = $"orders-{means}";
        await hand.PressAsync("nav.side a[href='/secrets']");
        await hand.PressAsync("main .actions a[href='/secrets/new']");

        // With keys and values first.
        await hand.TypeAsync("#field-name", name);
        await hand.TypeAsync(".row >> nth=0 >> input", "user");
        await hand.TypeAsync(".row >> nth=0 >> textarea", "orders");
        await hand.PressAsync("button[value='add-row']");
        await window.ShouldHaveFocusAsync(".row:nth-child(2) input");
        await hand.TypeAsync(".row >> nth=1 >> input", "password");
        await hand.TypeAsync(".row >> nth=1 >> textarea", "first");
        await hand.PressAsync("main .buttons button.primary");
        await window.SeeAsync("#v1");

        // Then as text.
        await hand.PressAsync("main .actions a[href$='/versions/new']");
        await hand.PressAsync(".modes button[value='text']");
        await hand.TypeAsync("textarea[name='text']", """{"user":"orders","password":"second","host":"db"}""");
        await hand.PressAsync("main .buttons button.primary");
        await window.SeeAsync("#v2");

        // What differs is told by key, and no value is.
        await OpenMoreAsync(hand, 1);
        await hand.PressAsync("#v1 a[href*='/compare']");
        var table = await window.ReadAsync("main tbody");
        Assert.Contains("password", table, StringComparison.Ordinal);
        Assert.Contains("host", table, StringComparison.Ordinal);
        Assert.DoesNotContain("user", table, StringComparison.Ordinal);
        Assert.DoesNotContain("second", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await hand.PressAsync(".above a");

        await OpenMoreAsync(hand, 1);
        await hand.PressAsync("#v1 form[action$='/restore'] button");
        await window.SeeAsync("#v3");

        await OpenMoreAsync(hand, 1);
        await hand.PressAsync("#v1 a[href$='/schedule']");
        await hand.PressAsync("main form button.danger");
        await hand.PressAsync("#v1 form[action$='/cancel'] button");
        await window.SeeAsync("#v1 form[action$='/activate']");

        for (var version = 1; version <= 3; version++)
        {
            await OpenMoreAsync(hand, version);
            await hand.PressAsync($"#v{version} a[href$='/destroy']");
            await hand.TypeAsync("#field-confirmation", name);
            await hand.PressAsync("main form button.danger");
            await window.SeeAsync($"#v{version}.destroyed");
        }

        await hand.PressAsync("main .tabs a[href$='/edit']");
        await hand.PressAsync("main a.danger[href$='/delete']");
        await hand.TypeAsync("#field-confirmation", "something else");
        await hand.PressAsync("main form button.danger");
        await window.SeeAsync("#field-confirmation-error");
        await hand.TypeAsync("#field-confirmation", name);
        await hand.PressAsync("main form button.danger");
        await window.ArriveAsync("/secrets$");
        Assert.Equal(0, await window.Page.Locator("main table").GetByText(name).CountAsync());
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_value_that_is_shown_hides_itself_after_thirty_seconds(string means)
    {
        var id = await SampleData.AddSecretAsync(fixture.Server, $"shown-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await window.Page.Clock.InstallAsync();
        await window.GoAsync($"/secrets/{id}");
        Assert.DoesNotContain("db.internal", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await hand.PressAsync("#v2 a[href$='/value']");
        await hand.PressAsync("main form button.primary");
        Assert.Contains("db.internal", await window.ReadAsync(".revealed"), StringComparison.Ordinal);
        await window.Page.Clock.RunForAsync(29_000);
        await window.SeeAsync(".revealed");
        await window.Page.Clock.RunForAsync(1_000);

        await window.SeeAsync(".value-hidden");
        Assert.DoesNotContain("db.internal", await window.Page.ContentAsync(), StringComparison.Ordinal);

        // Or at once; and the way through the page goes on where it was.
        await window.GoAsync($"/secrets/{id}/versions/2/value");
        await hand.PressAsync("main form button.primary");
        await hand.PressAsync(".hide-now");
        await window.SeeAsync(".value-hidden");
        Assert.DoesNotContain("db.internal", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await window.ShouldHaveFocusAsync("main .buttons a.primary");
        await window.Page.GoBackAsync();
        Assert.DoesNotContain("db.internal", await window.Page.ContentAsync(), StringComparison.Ordinal);
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_value_is_copied_without_being_shown(string means)
    {
        var id = await SampleData.AddSecretAsync(fixture.Server, $"copied-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        await window.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"], new BrowserContextGrantPermissionsOptions { Origin = fixture.Origin });
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync($"/secrets/{id}");
        for (var time = 1; time <= 2; time++)
        {
            await hand.PressAsync("#v2 form.copy-value button");
            await window.SeeAsync("#announcement:not([hidden])");
            var copied = JsonElement.Parse((await window.EvaluateAsync("navigator.clipboard.readText()")).GetString()!);
            Assert.Equal("db.internal", copied.GetProperty("host").GetString());
            await window.ShouldHaveFocusAsync("#v2 form.copy-value button");
            await window.EvaluateAsync("navigator.clipboard.writeText('{}'), document.querySelector('#announcement').hidden = true, 0");
        }

        Assert.DoesNotContain("db.internal", await window.Page.ContentAsync(), StringComparison.Ordinal);
        window.ShouldHaveNoProblems();
    }

    private static Task OpenMoreAsync(Hand hand, int version) => hand.PressAsync($"#v{version} .more summary");
}
