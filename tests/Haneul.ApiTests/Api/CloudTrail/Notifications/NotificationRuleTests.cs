using System.Text.Json;
using Haneul.Kernel.Storage.Backup;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>Making, seeing, changing and deleting rules over HTTP.</summary>
public sealed class NotificationRuleTests(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    private const string Url = "https://hooks.example.org/in/path-that-is-a-password?k=1";

    [Fact]
    public async Task A_rule_is_made_seen_changed_and_deleted_without_its_secret_or_address_shown_again()
    {
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, Url, """{"event_names":["Delete*"],"results":["success"]}""");
        Assert.Equal(43, rule.Secret.Length);
        Assert.Equal("https://hooks.example.org", rule.Json.GetProperty("target").GetString());

        var (_, got) = await fixture.CallRuleAsync("GetNotificationRule", HttpMethod.Get, "/" + rule.Id, admin.Token);
        var (_, listed) = await fixture.CallRuleAsync("ListNotificationRules", HttpMethod.Get, "", admin.Token);
        Assert.True(JsonElement.DeepEquals(rule.Json, got.GetProperty("rule")));
        Assert.True(JsonElement.DeepEquals(rule.Json, Assert.Single(listed.GetProperty("rules").EnumerateArray())));

        var (status, changed) = await fixture.CallRuleAsync(
            "UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, admin.Token,
            """{"rule":{"name":"other","enabled":false,"url":"https://hooks.example.net:8443/x","pattern":{"user_ids":["u"]}}}""");
        Assert.Equal(200, status);
        var now = changed.GetProperty("rule");
        Assert.Equal(
            ("other", false, "https://hooks.example.net:8443"),
            (now.GetProperty("name").GetString(), now.GetProperty("enabled").GetBoolean(), now.GetProperty("target").GetString()));
        Assert.Equal(JsonValueKind.Null, now.GetProperty("pattern").GetProperty("event_names").ValueKind);

        var (rotated, next) = await fixture.CallRuleAsync("RotateNotificationSecret", HttpMethod.Post, $"/{rule.Id}/secret-rotation", admin.Token);
        Assert.Equal(200, rotated);
        Assert.NotEqual(rule.Secret, next.GetProperty("signing_secret").GetString());

        Assert.Equal(204, (await fixture.CallRuleAsync("DeleteNotificationRule", HttpMethod.Delete, "/" + rule.Id, admin.Token)).Status);
        var (gone, error) = await fixture.CallRuleAsync("GetNotificationRule", HttpMethod.Get, "/" + rule.Id, admin.Token);
        Assert.Equal((404, "NotificationRuleNotFound"), (gone, Code(error)));
        foreach (var answer in new[] { got, listed, changed })
        {
            Assert.DoesNotContain("path-that-is-a-password", answer.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(rule.Secret, answer.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_change_is_on_the_trail_with_the_rule_and_without_its_secrets()
    {
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, Url);
        await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, admin.Token, """{"rule":{"enabled":false}}""");
        await fixture.CallRuleAsync("RotateNotificationSecret", HttpMethod.Post, $"/{rule.Id}/secret-rotation", admin.Token);
        await fixture.CallRuleAsync("DeleteNotificationRule", HttpMethod.Delete, "/" + rule.Id, admin.Token);

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?order=asc&resource_id={rule.Id}", admin.Token);

        var events = body.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(
            ["Create Notification Rule", "Update Notification Rule", "Rotate Notification Secret", "Delete Notification Rule"],
            events.Select(found => found.GetProperty("event_name").GetString()));
        Assert.All(events, found => Assert.Equal(
            ("Notification Rule", "rule"), (found.GetProperty("resource").GetProperty("type").GetString(), found.GetProperty("resource").GetProperty("name").GetString())));
        Assert.Equal("https://hooks.example.org", events[0].GetProperty("additional_info").GetProperty("target").GetString());
        Assert.DoesNotContain("password", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_see_rules_and_only_admins_of_the_project_change_them()
    {
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, Url);
        var reader = (await fixture.CreatePersonaAsync(admin.ProjectId, "project_reader")).Token;
        var member = (await fixture.CreatePersonaAsync(admin.ProjectId, "project_member")).Token;
        var stranger = (await fixture.NewAdminAsync()).Token;

        Assert.Equal(200, (await fixture.CallRuleAsync("ListNotificationRules", HttpMethod.Get, "", reader)).Status);
        Assert.Empty(await fixture.DeliveriesAsync(reader, rule.Id));
        foreach (var token in new[] { reader, member })
        {
            Assert.Equal(403, (await fixture.CallRuleAsync("DeleteNotificationRule", HttpMethod.Delete, "/" + rule.Id, token)).Status);
            Assert.Equal(403, (await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{rule.Id}/test-message", token)).Status);
            Assert.Equal(403, (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, token, """{"rule":{"enabled":false}}""")).Status);
        }

        // In another project it does not exist.
        Assert.Equal(404, (await fixture.CallRuleAsync("GetNotificationRule", HttpMethod.Get, "/" + rule.Id, stranger)).Status);
        Assert.Equal(404, (await fixture.CallRuleAsync("DeleteNotificationRule", HttpMethod.Delete, "/" + rule.Id, stranger)).Status);
        Assert.Equal(404, (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, stranger, """{"rule":{"url":"https://a.example/"}}""")).Status);
        Assert.Equal(404, (await fixture.CallRuleAsync("RotateNotificationSecret", HttpMethod.Post, $"/{rule.Id}/secret-rotation", stranger)).Status);
        Assert.Equal(404, (await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{rule.Id}/test-message", stranger)).Status);
        Assert.Equal(404, (await fixture.CallRuleAsync("ListNotificationDeliveries", HttpMethod.Get, $"/{rule.Id}/deliveries", stranger)).Status);
        Assert.Empty((await fixture.CallRuleAsync("ListNotificationRules", HttpMethod.Get, "", stranger)).Body.GetProperty("rules").EnumerateArray());
    }

    [Fact]
    public async Task A_project_has_at_most_20_rules_of_different_names()
    {
        var admin = await fixture.NewAdminAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => fixture.CreateRuleAsync(admin.Token, Url, name: $"rule {number}")));

        var (taken, error) = await CreateAsync(admin.Token, Body(name: "rule 7"));
        Assert.Equal((409, "NotificationRuleLimitReached"), (taken, Code(error)));
        var first = (await fixture.CallRuleAsync("ListNotificationRules", HttpMethod.Get, "", admin.Token)).Body.GetProperty("rules")[0].GetProperty("id").GetString();
        (taken, error) = await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + first, admin.Token, """{"rule":{"name":"rule 7"}}""");
        Assert.Equal((409, "NotificationRuleDuplicated"), (taken, Code(error)));
    }

    [Theory]
    [InlineData("""{}""", "rule")]
    [InlineData("""{"rule":{}}""", "rule.name")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{}}}""", "rule.pattern.event_names")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"event_names":[]}}}""", "rule.pattern.event_names")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"event_names":["*Secret"]}}}""", "rule.pattern.event_names")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"results":["ok"]}}}""", "rule.pattern.results")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"user_ids":[7]}}}""", "rule.pattern.user_ids[0]")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"colours":["red"]}}}""", "rule.pattern.colours")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"results":["failed"]},"event_category":"mine"}}""", "rule.event_category")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"results":["failed"]},"enabled":"yes"}}""", "rule.enabled")]
    [InlineData("""{"rule":{"name":"a","url":"https://a.example/","pattern":{"results":["failed"]},"secret":"x"}}""", "rule.secret")]
    [InlineData("""{"rule":{"name":"a","url":7,"pattern":{"results":["failed"]}}}""", "rule.url")]
    public async Task What_is_wrong_is_named(string json, string field)
    {
        var (status, error) = await CreateAsync(await fixture.SignInAsync(), json);

        Assert.Equal(400, status);
        Assert.Contains(field + ":", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hooks.example.org/")]
    [InlineData("HTTPS://hooks.example.org/")]
    [InlineData("ftp://hooks.example.org/")]
    [InlineData("//hooks.example.org/")]
    [InlineData("https:/hooks.example.org/")]
    [InlineData("https:///path")]
    [InlineData("https://user:word@hooks.example.org/")]
    [InlineData("https://user@hooks.example.org/")]
    [InlineData("https://hooks.example.org/#part")]
    [InlineData("https://hooks.example.org\\\\@127.0.0.1/")]
    [InlineData("https://hooks.example.org:22/")]
    [InlineData("https://hooks.example.org:0443/")]
    [InlineData("https://hooks.example.org:99999/")]
    [InlineData("https://hooks.example.org:/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://hooks .example/")]
    [InlineData("https://-hooks.example/")]
    [InlineData("https://hooks..example/")]
    [InlineData("https://hooks.example.org./")]
    [InlineData("https://hooks_a.example/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://8.8.8.8.8/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::1/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://10.0.0.1/")]
    public async Task Addresses_that_are_no_public_https_in_one_spelling_are_refused(string url)
    {
        var (status, error) = await CreateAsync(await fixture.SignInAsync(), Body(url: url));

        Assert.Equal(400, status);
        Assert.Contains("rule.url:", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example.org", "https://hooks.example.org")]
    [InlineData("https://xn--bcher-kva.example/x?y=z", "https://xn--bcher-kva.example")]
    [InlineData("https://8.8.8.8:8443/a", "https://8.8.8.8:8443")]
    [InlineData("https://[2606:4700::1111]/a", "https://[2606:4700::1111]")]
    [InlineData("http://127.0.0.1:8080/a", "http://127.0.0.1:8080")]
    [InlineData("https://Hooks.Example.org:443/", "https://hooks.example.org")]
    public async Task Public_addresses_and_those_that_the_operator_allows_are_taken(string url, string target)
    {
        var rule = await fixture.CreateRuleAsync((await fixture.NewAdminAsync()).Token, url);

        Assert.Equal(target, rule.Json.GetProperty("target").GetString());
    }

    [Fact]
    public async Task A_project_with_rules_is_not_deleted()
    {
        var admin = await fixture.NewAdminAsync();
        await fixture.CreateRuleAsync(admin.Token, Url);

        var (status, error) = await fixture.CallAsync(HttpMethod.Delete, "/identity/v3/projects/" + admin.ProjectId, await fixture.AdminTokenAsync());

        Assert.Equal(409, status);
        Assert.Contains("notification rules", error.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_checked_for_every_address_and_secret()
    {
        var admin = await fixture.NewAdminAsync();
        var check = fixture.Services.GetServices<IBackupCheck>().Single(candidate => candidate.Subject == "notification rules");
        var before = await check.CheckAsync(CancellationToken.None);
        var rule = await fixture.CreateRuleAsync(admin.Token, Url);
        await fixture.CallRuleAsync("RotateNotificationSecret", HttpMethod.Post, $"/{rule.Id}/secret-rotation", admin.Token);

        Assert.Equal((before.Examined + 3, before.Failed), await check.CheckAsync(CancellationToken.None) is var all ? (all.Examined, all.Failed) : default);

        await fixture.Store.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_notification_rules SET category = 0 WHERE id = {rule.Id}"));
        Assert.Equal(before.Failed + 1, (await check.CheckAsync(CancellationToken.None)).Failed);
        await fixture.Store.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_notification_rules SET category = 1 WHERE id = {rule.Id}"));
    }

    private static string Body(string name = "a", string url = "https://a.example/") =>
        $$$$"""{"rule":{"name":"{{{{name}}}}","url":"{{{{url}}}}","pattern":{"event_names":["Create Secret"]}}}""";

    private static string? Code(JsonElement error) => error.GetProperty("error").GetProperty("code").GetString();

    private Task<(int Status, JsonElement Body)> CreateAsync(string token, string json) => fixture.CallRuleAsync("CreateNotificationRule", HttpMethod.Post, "", token, json);
}
