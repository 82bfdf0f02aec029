using System.Net;
using System.Text;

namespace Haneul.ApiTests.WebConsole.Secrets;

/// <summary>Importing a file that is chosen rather than pasted.</summary>
public sealed class SecretUploadTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    private const string Form = "main form.card";
    private const int Largest = 1024 * 1024;

    [Fact]
    public async Task A_file_that_is_chosen_is_taken_in()
    {
        var prefix = world.NewName("upload") + "/";
        using var browser = await OpenAsync();

        await UploadAsync(browser, "API_KEY=k-1\nSMTP=hunter2\n"u8.ToArray(), ("prefix", prefix), ("trial", null));

        Assert.Equal("/secrets", browser.Location);
        await browser.FollowAsync();
        Assert.True(browser.Has("2 new secrets"));
        await browser.GoAsync("/secrets?size=200");
        Assert.True(browser.Has(prefix + "SMTP"));
    }

    [Fact]
    public async Task A_bundle_goes_from_one_project_to_another_as_a_file()
    {
        const string Password = "a password of a bundle";
        var name = world.NewName("bundled");
        await world.StoreAsync(name, "canary-of-a-bundle");
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/export");
        await browser.SubmitAsync(Form, ("format", "bundle"), ("prefix", name), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var bundle = await browser.Response.Content.ReadAsByteArrayAsync();
        var (other, _) = await world.PersonAsync("project_member");
        using var __ = other;
        await other.SeeAsync("/secrets/import");

        await UploadAsync(other, bundle, ("format", "bundle"), ("password", Password), ("prefix", "moved/"), ("trial", null));

        Assert.Equal("/secrets", other.Location);
        await other.FollowAsync();
        Assert.True(other.Has("moved/"));
    }

    [Fact]
    public async Task A_mark_of_byte_order_and_line_ends_of_Windows_are_no_part_of_a_secret()
    {
        var prefix = world.NewName("windows") + "/";
        using var browser = await OpenAsync();

        await UploadAsync(browser, [0xEF, 0xBB, 0xBF, .. "FIRST=1\r\nSECOND=2\r\n"u8], ("prefix", prefix));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.True(browser.Has(prefix + "FIRST"));
        Assert.True(browser.Has(prefix + "SECOND"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_beside_the_field_with_what_was_typed_kept()
    {
        using var browser = await OpenAsync();

        await UploadAsync(browser, Encoding.UTF8.GetBytes("A=" + new string('x', Largest)), ("prefix", "kept/"), ("on_collision", "skip"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("1 MiB", browser.ErrorAt("file"), StringComparison.Ordinal);
        Assert.Equal("kept/", browser.TypedIn("prefix"));
        Assert.NotNull(browser.Html.QuerySelector("#field-on_collision option[value=skip][selected]"));
    }

    [Fact]
    public async Task What_becomes_too_large_on_the_way_is_told_there_too()
    {
        using var browser = await OpenAsync();

        // Each quote takes two bytes in a call.
        await UploadAsync(browser, Encoding.UTF8.GetBytes("A=" + new string('"', Largest - 1000)));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("1 MiB", browser.ErrorAt("file"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_far_too_large_is_refused_in_the_persons_language()
    {
        using var browser = await OpenAsync();
        browser.Headers["Accept-Language"] = "ko";

        await UploadAsync(browser, new byte[(4 * Largest) + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
        Assert.True(browser.Has("양식이 너무 큽니다"));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x00 })]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x00, 0x00 })]
    public async Task What_is_no_text_is_told_beside_the_field(byte[] content)
    {
        using var browser = await OpenAsync();
        browser.Headers["Accept-Language"] = "ko";

        await UploadAsync(browser, content);

        Assert.Equal("UTF-8 텍스트 파일이 아닙니다.", browser.ErrorAt("file"));
    }

    [Fact]
    public async Task What_is_wrong_in_the_file_is_told_beside_it_and_nothing_of_it_comes_back()
    {
        using var browser = await OpenAsync();

        await UploadAsync(browser, "{\"canary-of-a-file\":"u8.ToArray(), ("format", "json"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.ErrorAt("file"));
        Assert.Null(browser.ErrorAt("content"));
        Assert.DoesNotContain("canary-of-a-file", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_pasted_content_are_not_mixed_up()
    {
        using var browser = await OpenAsync();

        await UploadAsync(browser, "A=1"u8.ToArray(), ("content", "B=2"));

        Assert.StartsWith("Choose a file or paste", browser.ErrorAt("file"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_none()
    {
        using var browser = await OpenAsync();

        await UploadAsync(browser, []);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.ErrorAt("content"));
    }

    [Fact]
    public async Task A_file_without_the_token_of_the_form_is_refused()
    {
        using var browser = await OpenAsync();

        await UploadAsync(browser, "A=1"u8.ToArray(), ("_form", null));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.True(browser.Has("This form can't be accepted"));
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sends_large_forms()
    {
        using var browser = new ConsoleBrowser(world);
        await browser.GoAsync("/sign-in");

        // The answer comes before the form is sent: the server does not read it.
        var request = browser.Fill("form", ("user", new string('x', Largest + 1)), ("password", "x"));
        request.Headers.ExpectContinue = true;
        await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, browser.Status);
    }

    private async Task<ConsoleBrowser> OpenAsync()
    {
        var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.SeeAsync("/secrets/import");
        return browser;
    }

    private static Task UploadAsync(ConsoleBrowser browser, byte[] file, params (string Name, string? Value)[] fields) =>
        browser.SendAsync(browser.FillWithFile(Form, "file", "secrets.txt", file, fields));
}
