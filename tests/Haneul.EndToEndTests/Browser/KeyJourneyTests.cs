namespace Haneul.EndToEndTests.Browser;

/// <summary>What a person does with a key in the console, by mouse and by keyboard alone.</summary>
public sealed class KeyJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_key_is_created_tried_rotated_and_restricted(string means)
    {
        var person = $"reads.with.{means}@example.com";
        await SampleData.AddUserAsync(fixture.Server, person, "Passw0rd-of-a-test", "project_member");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await hand.PressAsync("nav.side a[href='/keys']");
        await hand.PressAsync("main .actions a[href='/keys/new']");

        // The usages that a type has follow the type.
        await hand.ChooseAsync("#field-type", "ASYMMETRIC");
        Assert.Equal(0, await window.Page.Locator("#field-purpose option[value='HMAC']").CountAsync());
        await hand.ChooseAsync("#field-type", "SYMMETRIC");
        await hand.ChooseAsync("#field-purpose", "SYMMETRIC_ENCRYPT_DECRYPT");
        await hand.TypeAsync("#field-name", $"card-vault-{means}");
        await hand.PressAsync("main .buttons button.primary");
        await window.SeeAsync(".notice");

        await hand.PressAsync("main .tabs a[href$='/try']");
        await hand.TypeAsync("main form textarea", "annyeong");
        await hand.PressAsync("main section.card form .buttons button.primary");
        Assert.StartsWith("kckms:v1:", await window.ReadAsync(".key-outcome code"), StringComparison.Ordinal);
        await hand.PressAsync(".key-outcome form button");
        await window.Page.Locator(".key-outcome").GetByText("annyeong").First.WaitForAsync();

        await hand.PressAsync("main .actions a[href$='/versions/new']");
        await hand.PressAsync("main form button.primary");
        await window.SeeAsync(".notice");
        await hand.PressAsync("main .tabs a[href$='/rotation']");
        await hand.TypeAsync("#field-period", "90");
        await hand.PressAsync("main form .buttons button.primary");
        await window.SeeAsync(".notice");
        Assert.Contains("90", await window.ReadAsync("main .pairs"), StringComparison.Ordinal);

        await hand.PressAsync("main .tabs a[href$='/access']");
        await hand.PressAsync("main a[href$='/access/edit']");
        await hand.CheckAsync("#field-restricted-true");
        await hand.CheckAsync(window.Page.GetByLabel(person));
        await hand.PressAsync("main .buttons button.primary");
        Assert.Contains(person, await window.ReadAsync("main tbody"), StringComparison.Ordinal);
        window.ShouldHaveNoProblems();
    }
}
