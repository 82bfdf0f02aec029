using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// What the documents that the product starts from ask a person to do in the console, in their order, and then in a shell with what the console showed: once by mouse and once by
/// keyboard alone.
/// </summary>
public sealed class SeedJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Main = "main ";

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task An_access_key_is_issued_used_by_curl_and_deleted(string means)
    {
        await using var window = await fixture.OpenAsync();
        var hand = Hand.Of(means, window.Page);
        await window.SignInAsync(hand, fixture.Bootstrap.UserName, fixture.Bootstrap.Password);

        // Account information: the user's unique ID.
        await hand.PressAsync(window.Page.Locator(".account summary"));
        await hand.PressAsync(window.Page.Locator(".account-menu a[href='/profile']"));
        await window.ArriveAsync("/profile$");
        Assert.Equal(fixture.Bootstrap.UserId, await window.Page.Locator(Main + "dd code").First.TextContentAsync());

        // Profile > Credentials: an access key, whose secret is shown once.
        var name = $"ci-{means}";
        await hand.PressAsync(window.Page.Locator(Main + "a[href='/access-keys']"));
        await window.ArriveAsync("/access-keys$");
        await hand.PressAsync(window.Page.Locator(Main + "a[href='/access-keys/new']").First);
        await hand.TypeAsync(window.Page.Locator("#field-name"), name);
        await hand.PressAsync(window.Page.Locator(Main + "form button[type=submit]"));
        await window.Page.Locator(Main + "pre code").First.WaitForAsync();
        var id = (await window.Page.Locator(Main + "dd code").First.TextContentAsync())!;
        var secret = (await window.Page.Locator(Main + "dd code").Nth(1).TextContentAsync())!;
        var commands = await window.Page.Locator(Main + "pre code").AllTextContentsAsync();
        Assert.DoesNotContain(secret, window.Page.Url, StringComparison.Ordinal);

        // The console's own commands, as they stand on the page: a token by id and by name.
        var tokens = new List<string>();
        foreach (var command in commands.Take(2))
        {
            var answer = (await CommandLine.BashAsync(command)).ShouldSucceed().StandardOutput;
            Assert.Contains("201 Created", answer, StringComparison.Ordinal);
            tokens.Add(Assert.Single(answer.Split("\r\n"), static line => line.StartsWith("X-Subject-Token: ", StringComparison.OrdinalIgnoreCase))["X-Subject-Token: ".Length..]);
        }

        Assert.Equal(2, tokens.Count);
        var projects = await CurlAsync(tokens[0], $"{fixture.Server.Address}identity/v3/users/{fixture.Bootstrap.UserId}/projects");
        Assert.Contains(projects.GetProperty("projects").EnumerateArray(), project => project.GetProperty("id").GetString() == fixture.Bootstrap.ProjectId);
        var created = await CurlAsync(tokens[1], $"{fixture.Server.Address}secrets-manager/api/v1/secrets", """{"secret":{"name":"NAME","secret_data":{"password":"from-the-shell"}}}""".Replace("NAME", $"orders-{means}", StringComparison.Ordinal));
        var read = await CurlAsync(tokens[0], $"{fixture.Server.Address}api/v1/secrets/{created.GetProperty("secret").GetProperty("id").GetString()}/versions/value");
        Assert.Contains("from-the-shell", read.ToString(), StringComparison.Ordinal);

        await DeleteAsync(window, hand, id, name);

        // Its tokens are worth nothing from then on.
        var refused = await CommandLine.RunAsync("curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", $"{fixture.Server.Address}secrets-manager/api/v1/secrets", "-H", $"X-Auth-Token: {tokens[0]}"]);
        Assert.Equal("401", refused.ShouldSucceed().StandardOutput);
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task The_events_page_shows_what_was_called(string means)
    {
        await SampleData.AddSecretAsync(fixture.Server, $"seen-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await hand.PressAsync(window.Page.Locator("nav a[href='/events']:visible").First);
        await window.ArriveAsync("/events");
        await window.Page.GetByText("Get Secret Version Value").First.WaitForAsync();
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task Another_project_is_chosen_in_which_pages_then_are(string means)
    {
        var id = await SampleData.AddProjectAsync(fixture.Server, $"payments-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);

        await hand.PressAsync(window.Page.Locator("header a.project"));
        await hand.PressAsync(window.Page.Locator(Main + $"form:has(input[value='{id}']) button[type=submit]"));
        await window.Page.Locator(".notice").WaitForAsync();

        Assert.Equal($"payments-{means}", await window.Page.Locator("header .project span").TextContentAsync());
        await window.Page.ReloadAsync();
        Assert.Equal($"payments-{means}", await window.Page.Locator("header .project span").TextContentAsync());
        await hand.PressAsync(window.Page.Locator("header a.project"));
        await hand.PressAsync(window.Page.Locator(Main + $"form:has(input[value='{fixture.Bootstrap.ProjectId}']) button[type=submit]"));
        await window.Page.Locator(".notice").WaitForAsync();
        window.ShouldHaveNoProblems();
    }

    private static async Task DeleteAsync(BrowserWindow window, Hand hand, string id, string name)
    {
        await hand.PressAsync(window.Page.Locator(Main + "a.button.primary[href='/access-keys']"));
        await window.ArriveAsync("/access-keys$");
        await hand.PressAsync(window.Page.Locator(Main + $"a[href='/access-keys/{id}']"));
        await hand.PressAsync(window.Page.Locator(Main + $"a[href='/access-keys/{id}/delete']"));
        await hand.TypeAsync(window.Page.Locator("#field-confirmation"), "something else");
        await hand.PressAsync(window.Page.Locator(Main + "form button.danger"));
        await window.Page.Locator("#field-confirmation-error").WaitForAsync();
        await hand.TypeAsync(window.Page.Locator("#field-confirmation"), name);
        await hand.PressAsync(window.Page.Locator(Main + "form button.danger"));
        await window.ArriveAsync("/access-keys$");
        Assert.Equal(0, await window.Page.Locator(Main + $"a[href='/access-keys/{id}']").CountAsync());
    }

    private static async Task<JsonElement> CurlAsync(string token, string url, string? json = null)
    {
        string[] body = json is null ? [] : ["-d", json];
        var answer = await CommandLine.RunAsync("curl", ["-sS", "--fail-with-body", url, "-H", $"X-Auth-Token: {token}", "-H", "Content-Type: application/json", .. body]);
        return JsonElement.Parse(answer.ShouldSucceed().StandardOutput);
    }
}
