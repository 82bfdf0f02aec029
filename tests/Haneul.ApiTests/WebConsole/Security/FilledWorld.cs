using Haneul.ApiTests.Infrastructure;
using Haneul.ApiTests.WebConsole.Iam;
using Haneul.ApiTests.WebConsole.Settings;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>
/// A server with something of every kind, so that every page of the console can be reached from the overview by its links, and a browser of an administrator that walks them.
/// </summary>
public sealed class FilledWorld : SettingsFixture
{
    private const int MostOfAKind = 6;

    // Everything is done by this administrator and not by the first user, whom a form that is sent here would lock out.
    private Persona _admin = null!;
    private IReadOnlyList<ConsoleRoute>? _pages;

    /// <summary>The browser.</summary>
    internal ConsoleBrowser Browser { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Webhook.AnswerWith(204);
        _admin = await CreatePersonaAsync(Bootstrap.ProjectId, "admin", "project_admin");
        Browser = new ConsoleBrowser(this);
        await Browser.SignInAsync(_admin.UserName, _admin.Password);
        await FillAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Whether a page changes what the walk itself needs.</summary>
    public bool IsOwn(string path) => path.Contains(_admin.UserId, StringComparison.Ordinal) || path.Contains(Bootstrap.UserId, StringComparison.Ordinal)
        || path is "/profile/sessions" or "/password" or "/sign-out" || path.StartsWith($"/iam/projects/{Bootstrap.ProjectId}/", StringComparison.Ordinal) && !path.EndsWith("/members/new", StringComparison.Ordinal);

    /// <summary>Opens a page; gives the password where it is asked for, and signs in again where the session has ended.</summary>
    internal async Task OpenAsync(string path)
    {
        await Browser.GoAsync(path);
        if (Browser.Location?.StartsWith("/sign-in", StringComparison.Ordinal) == true)
        {
            // Whoever has tried too many passwords waits.
            Time.Advance(TimeSpan.FromMinutes(20));
            await Browser.SignInAsync(_admin.UserName, _admin.Password);
            await Browser.GoAsync(path);
        }

        if (Browser.Location?.StartsWith("/confirm", StringComparison.Ordinal) == true)
        {
            Time.Advance(TimeSpan.FromMinutes(20));
            await Browser.ConfirmAsync(_admin.Password);
            await Browser.GoAsync(path);
        }
    }

    /// <summary>Walks all links from the overview on; of pages that differ by ids alone the first few.</summary>
    internal async IAsyncEnumerable<string> WalkAsync()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal) { "/", "/confirm?return=/profile" };
        var ahead = new Queue<string>(known);
        while (ahead.TryDequeue(out var path))
        {
            await OpenAsync(path);
            foreach (var link in Browser.Html.QuerySelectorAll("a[href^='/']").Select(static link => link.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal))
            {
                var kind = KindOf(link);
                if (!link.StartsWith("/events/stream", StringComparison.Ordinal) && known.Add(link) && seen.GetValueOrDefault(kind) < MostOfAKind)
                {
                    seen[kind] = seen.GetValueOrDefault(kind) + 1;
                    ahead.Enqueue(link);
                }
            }

            yield return path;
        }
    }

    private string KindOf(string link)
    {
        var parts = link.Split('?', 2);
        var route = ConsoleRoute.Of(_pages ??= ConsoleRoute.Pages(this), parts[0]);
        var names = parts.Skip(1).SelectMany(static query => query.Split('&')).Select(static pair => pair.Split('=')[0]).Order(StringComparer.Ordinal);
        return $"{route?.Template}?{string.Join('&', names)}";
    }

    private async Task FillAsync()
    {
        var token = await SignInWithPasswordAsync(_admin.UserId, _admin.Password, Bootstrap.ProjectId);
        var secret = await MakeAsync(token, "/secrets-manager-service/api/v1/secrets", """{"secret":{"name":"filled","secret_data":{"user":"a","password":"b"},"is_access_control_enabled":true}}""", "secret");
        for (var version = 0; version < 3; version++)
        {
            await MakeAsync(token, $"/secrets-manager-service/api/v1/secrets/{secret}/versions", """{"version":{"secret":{"user":"a","password":"c"}}}""");
        }

        await DoAsync($"/secrets/{secret}", "form[action$='/pins']", ("pin", "filled"), ("pinned", "3"));
        await OpenAsync($"/secrets/{secret}/versions/2/schedule");
        await DoAsync($"/secrets/{secret}/versions/2/schedule", "main form", ("date", Browser.Html.QuerySelector("#field-date")!.GetAttribute("min")));
        await DoAsync($"/secrets/{secret}", "form[action$='/versions/1/deactivate']");
        var emptied = await MakeAsync(token, "/secrets-manager-service/api/v1/secrets", """{"secret":{"name":"emptied","secret_data":"a","is_access_control_enabled":false}}""", "secret");
        Assert.Equal(204, (await CallAsync(HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{emptied}/versions/1/destroy", token)).Status);
        await MakeAsync(
            token, "/kms/api/v1/keys",
            """{"key":{"name":"waiting","type":"SYMMETRIC","purpose":"HMAC","algorithm":"HMAC-256","is_access_control_enabled":false,"is_pending_activation":true}}""");
        foreach (var kind in new[] { Keys.KeyPagesWorld.Encryption, Keys.KeyPagesWorld.RsaEncryption, Keys.KeyPagesWorld.Ecdsa, Keys.KeyPagesWorld.Hmac })
        {
            var parts = kind.Split(' ');
            var key = await MakeAsync(
                token, "/kms/api/v1/keys", $$$$"""{"key":{"name":"filled-{{{{parts[2]}}}}","type":"{{{{parts[0]}}}}","purpose":"{{{{parts[1]}}}}","algorithm":"{{{{parts[2]}}}}","is_access_control_enabled":true}}""", "key");
            await DoAsync($"/keys/{key}/versions/new", "main form");
            await DoAsync($"/keys/{key}/versions/new", "main form");
            await DoAsync($"/keys/{key}/versions/1/deactivate", "main form", ("confirmation", $"filled-{parts[2]}"));
            await DoAsync($"/keys/{key}/versions/2/deactivate", "main form", ("confirmation", $"filled-{parts[2]}"));
            await DoAsync($"/keys/{key}/versions/2/destruction", "main form", ("confirmation", $"filled-{parts[2]}"));
        }

        var project = await CreateProjectAsync("filled");
        var person = await CreatePersonaAsync(project, "project_member");
        var group = await this.MakeAsync("group", "filled");
        Assert.Equal(204, (await CallAsync(HttpMethod.Put, $"/identity/v3/groups/{group}/users/{person.UserId}", token)).Status);
        Assert.Equal(204, (await CallAsync(HttpMethod.Put, $"/identity/v3/domains/{Bootstrap.DomainId}/groups/{group}/roles/{await RoleIdAsync("reader")}", token)).Status);
        await AssignRoleAsync(Bootstrap.ProjectId, person.UserId, "project_reader");
        var (account, _) = await this.MakeServiceAccountAsync();
        await DoAsync($"/iam/service-accounts/{account}/access-keys/new", "main form", ("name", "filled"));
        await DoAsync($"/iam/service-accounts/{account}/s3-keys/new", "main form");
        await DoAsync("/access-keys/new", "main form", ("name", "filled"));
        foreach (var name in new[] { "filled", "silent" })
        {
            await DoAsync("/settings/notifications/new", "main form", ("name", name), ("url", Webhook.Url), ("event_names", "Delete Secret"), ("enabled", name == "filled" ? "true" : null));
        }

        using var another = new ConsoleBrowser(this);
        await another.SignInAsync(_admin.UserName, _admin.Password);
        await DoAsync(
            "/settings/log-storage/edit", "main form", ("endpoint", Buckets.Url), ("region", Api.CloudTrail.LogStorage.FakeBucketService.Region), ("bucket", Api.CloudTrail.LogStorage.FakeBucketService.Bucket),
            ("key_id", Api.CloudTrail.LogStorage.FakeBucketService.KeyId), ("secret", Api.CloudTrail.LogStorage.FakeBucketService.Secret));
    }

    private async Task<string> MakeAsync(string token, string path, string json, string? kind = null)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, path, token, json);
        Assert.True(status is 200 or 201, $"{path} was answered {status}: {body}");
        return kind is null ? "" : body.GetProperty(kind).GetProperty("id").GetString()!;
    }

    private async Task DoAsync(string path, string form, params (string Name, string? Value)[] fields)
    {
        await OpenAsync(path);
        await Browser.SubmitAsync(form, fields);
        Assert.True((int)Browser.Status is 200 or 303 or 201, $"The form of {path} was answered {(int)Browser.Status}: {Browser.Text}");
    }
}
