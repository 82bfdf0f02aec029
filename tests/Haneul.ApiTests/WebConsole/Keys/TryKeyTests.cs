using System.Net;
using AngleSharp.Html.Dom;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>Trying keys out.</summary>
public sealed class TryKeyTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Canary = "canary <b>4111</b> 한글";

    [Theory]
    [InlineData(KeyPagesWorld.Encryption, "order 7")]
    [InlineData(KeyPagesWorld.RsaEncryption, null)]
    public async Task What_is_encrypted_is_decrypted_by_the_next_form(string kind, string? data)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", kind);
        await world.Browser.GoAsync($"/keys/{id}/try");
        Assert.Equal(data is null, world.Browser.Html.QuerySelector("#field-aad") is null);

        await world.Browser.SubmitAsync("main form[data-form]", [("plain", Canary), .. data is null ? [] : new (string, string?)[] { ("aad", data) }]);
        Assert.Equal(HttpStatusCode.OK, world.Browser.Status);
        Assert.StartsWith("kckms:v1:", world.Browser.Html.QuerySelector(".key-outcome code")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", world.Browser.Body, StringComparison.Ordinal);

        await world.Browser.SubmitAsync(".key-outcome form");
        Assert.Equal(Canary, world.Browser.Html.QuerySelector(".key-outcome code")!.TextContent);
        Assert.DoesNotContain("<b>", world.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_curl_shows_the_call_and_not_what_was_typed()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/try");
        await world.Browser.SubmitAsync("main form[data-form]", ("plain", "canary"));

        var commands = world.Browser.Html.QuerySelector(".curl")!.TextContent;
        Assert.Contains($"/api/v1/keys/{id}/encrypt", commands, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("canary"u8), world.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_back_as_base64()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/try");
        await world.Browser.SubmitAsync("main form[data-form]", ("plain", "/wAB\n/g=="), ("format", "base64"));
        await world.Browser.SubmitAsync(".key-outcome form");

        Assert.Equal("/wAB/g==", Assert.Single(world.Browser.Html.QuerySelectorAll(".key-outcome code")).TextContent);
    }

    [Fact]
    public async Task A_ciphertext_with_other_data_is_refused_and_stays_typed()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/try");
        await world.Browser.SubmitAsync("main form[data-form]", ("plain", "a"), ("aad", "one"));
        var cipher = world.Browser.Html.QuerySelector(".key-outcome code")!.TextContent;
        await world.Browser.GoAsync($"/keys/{id}/try?do=decrypt");

        Assert.Contains("it was made with other additional data", await world.RefusedAsync(("cipher", cipher), ("aad", "two")), StringComparison.Ordinal);
        Assert.Equal(cipher, ((IHtmlTextAreaElement)world.Browser.Html.QuerySelector("#field-cipher")!).Value);
    }

    [Theory]
    [InlineData(KeyPagesWorld.Encryption, "encrypt", "plain", "", "text", "Enter 1 to 65536 bytes.")]
    [InlineData(KeyPagesWorld.Encryption, "encrypt", "plain", "not base64!", "base64", "This is not Base64.")]
    [InlineData(KeyPagesWorld.Encryption, "decrypt", "cipher", "", null, "This field is required.")]
    [InlineData(KeyPagesWorld.Ecdsa, "sign", "message", "", "text", "Enter 1 to 65536 bytes.")]
    [InlineData(KeyPagesWorld.Ecdsa, "verify", "signature", "", null, "This field is required.")]
    [InlineData(KeyPagesWorld.Hmac, "hmac", "message", "", null, "Enter 1 to 65536 bytes.")]
    public async Task What_is_wrong_stands_beside_its_field(string kind, string use, string field, string typed, string? format, string told)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", kind);
        await world.Browser.GoAsync($"/keys/{id}/try?do={use}");

        await world.RefusedAsync([(field, typed), .. format is null ? [] : new (string, string?)[] { ("format", format) }]);

        Assert.Equal(told, world.Browser.Html.QuerySelector($"#field-{field}-error")!.TextContent);
    }

    [Fact]
    public async Task More_than_rsa_takes_is_told()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("dropbox", KeyPagesWorld.RsaEncryption);
        await world.Browser.GoAsync($"/keys/{id}/try");

        Assert.Contains("Enter 1 to 190 bytes.", await world.RefusedAsync(("plain", new string('a', 191))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_key_is_made_and_its_ciphertext_decrypts_to_it()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/try?do=data-key");
        await world.Browser.SubmitAsync("main form[data-form]");
        var plain = world.Browser.Html.QuerySelector(".key-outcome code")!.TextContent;
        Assert.Equal(32, Convert.FromBase64String(plain).Length);

        await world.Browser.SubmitAsync(".key-outcome form");

        Assert.Contains(plain, world.Browser.Html.QuerySelectorAll(".key-outcome code").Select(static code => code.TextContent));
    }

    [Theory]
    [InlineData(KeyPagesWorld.Ecdsa)]
    [InlineData(KeyPagesWorld.Hmac)]
    public async Task What_a_key_made_is_verified_and_anything_else_is_not(string kind)
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("releases", kind);
        await world.Browser.GoAsync($"/keys/{id}/try");
        await world.Browser.SubmitAsync("main form[data-form]", ("message", "release 1.0"));
        await world.Browser.SubmitAsync(".key-outcome form");
        Assert.Contains("Valid: an active version of this key made it.", world.Browser.Text, StringComparison.Ordinal);

        await world.Browser.SubmitAsync("main form[data-form]", ("message", "release 1.1"));
        Assert.Contains("Not valid", world.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_not_given_again()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/try?do=data-key");
        var form = world.Browser.Fill("main form[data-form]");
        var body = await form.Content!.ReadAsStringAsync();
        await world.Browser.SendAsync(form);
        await world.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/keys/{id}/try?do=data-key") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.Conflict, world.Browser.Status);
        Assert.Null(world.Browser.Html.QuerySelector(".key-outcome"));
    }

    [Fact]
    public async Task A_key_in_pre_activation_is_not_tried_out()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", more: ""","is_pending_activation":true""");

        await world.Browser.GoAsync($"/keys/{id}/try");

        Assert.Equal(HttpStatusCode.NotFound, world.Browser.Status);
    }
}
