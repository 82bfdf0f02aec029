using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;
using Haneul.ApiTests.WebConsole.Iam;
using Haneul.ApiTests.WebConsole.Security;
using Haneul.ApiTests.WebConsole.Settings;

namespace Haneul.ApiTests.WebConsole.Languages;

/// <summary>A walk over the whole console in Korean: from the first page along every link, with something of everything there.</summary>
public sealed partial class KoreanCrawlTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    // Pages of one kind look alike; the first few have every state.
    private const int MostOfKind = 5;

    // What answers with a file or a stream, and what is there before a session or in the middle of something.
    private static readonly string[] NoPages =
    [
        "/events/export", "/events/stream", "/events/verification/checkpoints/{number}", "/events/verification/key", "/keys/{keyId}/public-key.pem", "/sign-in/passcode",
        "/settings/log-storage/test", "/settings/notifications/{rule}/test",
    ];

    // What events have as values, by the names of the catalogue: kinds of resources, and services. And a command in a choice of formats.
    private static readonly string[] Values = ["Group", "Key", "Project", "Secret", "User", "Role", "Event", "Installation", "Cloud Trail", "vault kv get -format=json 출력"];

    private static readonly HashSet<string> English =
        [.. TextPairTests.ConsoleTextsOf().Where(static found => found.Text.English != found.Text.Korean).Select(static found => found.Text.English)];

    [Fact]
    public async Task No_page_has_English_left()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await FillAsync(browser);
        var routes = ConsoleRoute.Pages(fixture).Select(static route => route.Template).ToList();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["/", "/confirm", "/sign-in", "/keys/none", "/no/such/page", "/search?q=%EC%8B%9C%ED%81%AC%EB%A6%BF", "/search?q=nothing", "/iam/roles/matrix?service=all"]);
        var known = new HashSet<string>(waiting, StringComparer.Ordinal);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            var template = TemplateOf(routes, path);
            if (NoPages.Contains(template) || seen.GetValueOrDefault(template) >= MostOfKind)
            {
                continue;
            }

            seen[template] = seen.GetValueOrDefault(template) + 1;
            await browser.GoAsync(path);
            if (browser.Status == HttpStatusCode.SeeOther)
            {
                continue;
            }

            Assert.True(browser.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {(int)browser.Status} {browser.Text}");
            wrong.UnionWith(EnglishOf(browser.Html).Where(text => !IsValue(template, text)).Select(text => $"{template}: {text}"));
            foreach (var link in browser.Html.QuerySelectorAll("a[href^='/']").Select(static link => link.GetAttribute("href")!.Split('#')[0]).Where(known.Add))
            {
                waiting.Enqueue(link);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var missed = routes.Except(seen.Keys).Except(NoPages).ToList();
        Assert.True(missed.Count == 0, "No link leads to " + string.Join(", ", missed));
    }

    private static bool IsValue(string template, string text) =>
        Values.Contains(text) && (template.StartsWith("/events", StringComparison.Ordinal) || template.StartsWith("/settings/notifications", StringComparison.Ordinal) || text.EndsWith("출력", StringComparison.Ordinal));

    /// <summary>What a person reads, or hears, that is English and not code: sentences, and texts of the console as they stand in English.</summary>
    private static IEnumerable<string> EnglishOf(IDocument page)
    {
        foreach (var part in page.QuerySelectorAll("code, pre, script, style, textarea, datalist, head > :not(title)"))
        {
            part.Remove();
        }

        var read = page.Descendants<IText>().Select(static text => text.Text.Trim());
        var heard = page.All.SelectMany(static element => new[] { "aria-label", "title", "placeholder", "alt", "data-copied" }.Select(name => element.GetAttribute(name)?.Trim())).OfType<string>();
        return read.Concat(heard).Where(static text => text.Length > 0 && (Sentence().IsMatch(text) || English.Contains(text)));
    }

    private static string TemplateOf(List<string> routes, string path)
    {
        var parts = path.Split('?')[0].Split('/');
        return routes.Where(route => Fits(route.Split('/'), parts)).MinBy(static route => route.Count(static character => character == '{')) ?? path;
    }

    private static bool Fits(string[] route, string[] parts) =>
        route.Length == parts.Length && route.Zip(parts).All(static pair => pair.First == pair.Second || (pair.First is ['{', ..] && pair.Second.Length > 0));

    private async Task FillAsync(ConsoleBrowser browser)
    {
        var token = await fixture.SignInAsync();
        var secret = await MakeAsync("/secrets-manager-service/api/v1/secrets", token, """
            {"secret":{"name":"데이터베이스","description":"접속 정보","secret_data":{"사용자":"하늘"},"is_access_control_enabled":true}}
            """, "secret");
        await fixture.CallAsync(HttpMethod.Post, $"/secrets-manager-service/api/v1/secrets/{secret}/versions", token, """{"version":{"secret":{"사용자":"바다"}}}""");
        var retired = await MakeAsync("/secrets-manager-service/api/v1/secrets", token, """
            {"secret":{"name":"지난 값","secret_data":"하늘","is_access_control_enabled":false}}
            """, "secret");
        var (destroyed, _) = await fixture.CallAsync(HttpMethod.Patch, $"/secrets-manager-service/api/v1/secrets/{retired}/versions/1/destroy", token);
        Assert.InRange(destroyed, 200, 299);
        foreach (var (name, kind) in new[] { ("암호화", "SYMMETRIC SYMMETRIC_ENCRYPT_DECRYPT AES256-GCM96"), ("서명", "ASYMMETRIC DIGITAL_SIGNATURE ECDSA-P256"), ("인증", "SYMMETRIC HMAC HMAC-256") })
        {
            var parts = kind.Split(' ');
            var key = await MakeAsync("/kms/api/v1/keys", token, new JsonObject
            {
                ["key"] = new JsonObject { ["name"] = name, ["type"] = parts[0], ["purpose"] = parts[1], ["algorithm"] = parts[2], ["is_access_control_enabled"] = name == "서명" },
            }.ToJsonString(), "key");
            await fixture.CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{key}/versions", token);
            var at = fixture.Time.GetUtcNow().AddDays(8).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            await fixture.CallAsync(HttpMethod.Patch, $"/kms/api/v1/keys/{key}/versions/1/schedule-destroy", token, $$$"""{"version":{"destruction_scheduled_at":"{{{at}}}"}}""");
        }

        var (account, _) = await fixture.MakeServiceAccountAsync();
        await browser.SeeAsync($"/iam/service-accounts/{account}/s3-keys/new");
        await browser.SubmitAsync(ConsolePeople.Form);
        await browser.SeeAsync($"/iam/service-accounts/{account}/access-keys/new");
        await browser.SubmitAsync(ConsolePeople.Form, ("name", "배포"));
        var group = await fixture.MakeAsync("group", "개발팀");
        await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_member");
        await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/groups/{group}/users/{fixture.Bootstrap.UserId}", await fixture.AdminTokenAsync());
        await browser.SeeAsync("/settings/notifications/new");
        await browser.SubmitAsync("main form", ("name", "삭제 알림"), ("url", fixture.Webhook.Url + "/"), ("event_names", "Delete Secret"));
        await browser.SeeAsync("/settings/log-storage/edit");
        await browser.SubmitAsync(
            "main form", ("endpoint", fixture.Buckets.Url), ("region", FakeBucketService.Region), ("bucket", FakeBucketService.Bucket), ("key_id", FakeBucketService.KeyId),
            ("secret", FakeBucketService.Secret));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    private async Task<string> MakeAsync(string path, string token, string body, string member)
    {
        var (status, answer) = await fixture.CallAsync(HttpMethod.Post, path, token, body);
        Assert.True(status is 200 or 201, $"{path}: {answer}");
        return answer.GetProperty(member).GetProperty("id").GetString()!;
    }

    // Names of events and of roles have no word in small letters after another; names of people and programs are code.
    [GeneratedRegex(@"\b[A-Za-z]{2,} [a-z]{2,}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
