using System.Net;
using System.Text;

namespace Haneul.ApiTests.WebConsole.Secrets;

/// <summary>JSON that is right and yet not all that programs make of it: halves of characters, names that stand twice, depth.</summary>
public sealed class OddValueTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    public static TheoryData<string> Odd { get; } =
    [
        """{"a":"\ud800"}""",
        """{"\ud800":"a"}""",
        """["\udc00\ud800"]""",
        """{"a":1,"a":2}""",
        """{"a":"\u0000","b":"\u202egnp.exe\u200b"}""",
        """{"a":1e999,"b":-0,"c":123456789012345678901234567890}""",
        Deep(40),
        Deep(60),
        Deep(62),
        Deep(63),
        Deep(64),
        Deep(200),
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task What_is_typed_is_stored_or_refused_beside_its_field(string typed)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/new");
        foreach (var button in new[] { "text", "pairs" })
        {
            await browser.SubmitAsync("main form", ("mode", "text"), ("text", typed), ("do", button));
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        await browser.GoAsync("/secrets/new");
        await browser.SubmitAsync("main form", ("name", world.NewName()), ("mode", "text"), ("text", typed));
        Assert.True(browser.Status is HttpStatusCode.SeeOther or HttpStatusCode.BadRequest, $"{(int)browser.Status}");
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task What_a_program_stored_is_shown(string stored)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        var token = await world.SignInAsync();
        var (status, body) = await world.CallAsync(
            HttpMethod.Post, "/secrets-manager-service/api/v1/secrets", token, $$$"""{"secret":{"name":"{{{world.NewName()}}}","secret_data":{{{stored}}},"is_access_control_enabled":false}}""");
        Assert.True(status is 200 or 201 or 400, $"{status}");
        if (status == 400)
        {
            return;
        }

        var path = $"/secrets/{body.GetProperty("secret").GetProperty("id").GetString()}";
        await world.CallAsync(HttpMethod.Post, $"/secrets-manager-service/api/v1{path}/versions", token, $$$"""{"version":{"secret":{{{stored}}}}}""");
        foreach (var page in new[] { path, path + "/compare", path + "/versions/1/value" })
        {
            await browser.GoAsync(page);
            Assert.True(browser.Status == HttpStatusCode.OK, $"{page}: {(int)browser.Status}");
        }

        await browser.SubmitAsync("main form[method=post]");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await browser.GoAsync(path);
        await browser.SubmitAsync("form.copy-value");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    private static string Deep(int depth) =>
        new StringBuilder().Insert(0, "{\"a\":", depth).Append('1').Append('}', depth).ToString();
}
