using System.Net;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>What a webhook gets, and what it does not.</summary>
public sealed class NotificationDeliveryTests(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    [Fact]
    public async Task An_event_that_fits_is_posted_signed_as_a_search_shows_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url + "/in?k=1");
        var secretId = await fixture.CreateSecretAsync(admin.Token, "watched");

        await fixture.NotifyAsync();

        var message = Assert.Single(receiver.Messages);
        Assert.Equal(("POST", "/in?k=1", "Haneul", "application/json"), (message.Method, message.Path, message.Headers["User-Agent"], message.Headers["Content-Type"]));
        Assert.True(message.IsSignedBy(rule.Secret));
        Assert.Single(message.Signatures);
        Assert.Equal(message.DeliveryId, message.Json.GetProperty("id").GetString());
        Assert.False(message.Json.GetProperty("is_test").GetBoolean());
        Assert.Equal((rule.Id, "rule"), (message.Json.GetProperty("rule").GetProperty("id").GetString(), message.Json.GetProperty("rule").GetProperty("name").GetString()));
        var (_, found) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?event_name=Create%20Secret&resource_id={secretId}", admin.Token);
        Assert.True(JsonElement.DeepEquals(Assert.Single(found.GetProperty("events").EnumerateArray()), message.Json.GetProperty("event")));

        var delivery = Assert.Single(await fixture.DeliveriesAsync(admin.Token, rule.Id));
        Assert.Equal(
            (message.DeliveryId, "delivered", 1, "2xx", "Create Secret"),
            (delivery.GetProperty("id").GetString(), delivery.GetProperty("state").GetString(), delivery.GetProperty("attempts").GetInt32(),
                delivery.GetProperty("outcome").GetString(), delivery.GetProperty("event_name").GetString()));
        await fixture.NotifyAsync();
        Assert.Single(receiver.Messages);
    }

    [Theory]
    [InlineData("""{"event_names":["Create*"],"results":["success"]}""", 1)]
    [InlineData("""{"event_names":["*"],"resource_types":["Secret"],"source_services":["Secrets Manager"]}""", 2)]
    [InlineData("""{"results":["failed"]}""", 1)]
    [InlineData("""{"event_names":["Create Secret","Get Secret"],"results":["failed","refused"]}""", 1)]
    [InlineData("""{"user_ids":["somebody-else"]}""", 0)]
    [InlineData("""{"event_names":["create secret"]}""", 0)]
    [InlineData("""{"resource_ids":["nothing"]}""", 1)]
    public async Task An_event_fits_if_it_has_one_value_of_each_list(string pattern, int count)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        await fixture.CreateRuleAsync(admin.Token, receiver.Url, pattern);
        await fixture.CreateSecretAsync(admin.Token, "one");
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets/nothing", admin.Token)).Status);

        await fixture.NotifyAsync();

        // The creation of the rule itself is an event too; it is there when a pattern takes every creation.
        Assert.Equal(count, receiver.Messages.Count(message => message.Json.GetProperty("event").GetProperty("event_name").GetString() != "Create Notification Rule"));
    }

    [Fact]
    public async Task A_rule_has_the_events_of_its_own_project_from_when_it_is_on()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var stranger = await fixture.NewAdminAsync();
        await fixture.CreateSecretAsync(admin.Token, "before");
        fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url);
        await fixture.CreateSecretAsync(admin.Token, "while on");
        await fixture.CreateSecretAsync(stranger.Token, "elsewhere");
        await fixture.NotifyAsync();
        await SwitchAsync(admin.Token, rule.Id, on: false);
        await fixture.CreateSecretAsync(admin.Token, "while off");
        fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        await SwitchAsync(admin.Token, rule.Id, on: true);
        await fixture.CreateSecretAsync(admin.Token, "on again");
        await fixture.NotifyAsync();

        Assert.Equal(["while on", "on again"], receiver.Messages.Select(NameOf));
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url);
        var (_, body) = await fixture.CallRuleAsync("RotateNotificationSecret", HttpMethod.Post, $"/{rule.Id}/secret-rotation", admin.Token);
        var next = body.GetProperty("signing_secret").GetString()!;

        await TestAsync(admin.Token, rule.Id);
        fixture.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var token = await fixture.SignInAsync(admin.AccessKeyId, admin.AccessKeySecret);
        await TestAsync(token, rule.Id);
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        await TestAsync(token, rule.Id);

        Assert.Equal([2, 2, 1], receiver.Messages.Select(message => message.Signatures.Count));
        Assert.All(receiver.Messages, message => Assert.True(message.IsSignedBy(next)));
        Assert.Equal([true, true, false], receiver.Messages.Select(message => message.IsSignedBy(rule.Secret)));
    }

    [Fact]
    public async Task A_test_message_has_no_event_and_tells_the_class_of_the_answer_only()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 418;
            await context.Response.WriteAsync("what-only-the-receiver-knows");
        };
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url, more: """,  "enabled": false""");

        var result = await TestAsync(admin.Token, rule.Id);
        var (soon, error) = await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{rule.Id}/test-message", admin.Token);

        var message = Assert.Single(receiver.Messages);
        Assert.True(message.Json.GetProperty("is_test").GetBoolean());
        Assert.Equal(JsonValueKind.Null, message.Json.GetProperty("event").ValueKind);
        Assert.Equal(("4xx", false, message.DeliveryId), (result.GetProperty("outcome").GetString(), result.GetProperty("is_delivered").GetBoolean(), result.GetProperty("id").GetString()));
        Assert.DoesNotContain("what-only", result.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((429, "NotificationTestTooSoon"), (soon, error.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var secret = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            receiver.Answer = context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = secret.Url;
                return Task.CompletedTask;
            };
            var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url, name: $"rule {status}");
            Assert.Equal("3xx", (await TestAsync(admin.Token, rule.Id)).GetProperty("outcome").GetString());
        }

        Assert.Empty(secret.Messages);
        Assert.Equal(5, receiver.Messages.Count);
    }

    [Fact]
    public async Task Who_does_not_answer_is_given_ten_seconds()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var open = new TaskCompletionSource();
        receiver.Answer = _ => open.Task;
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url);

        var test = TestAsync(admin.Token, rule.Id);
        await receiver.NextAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal("timeout", (await test).GetProperty("outcome").GetString());
        open.SetResult();
    }

    [Fact]
    public async Task Names_that_nobody_knows_and_servers_without_a_certificate_are_told_apart()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var port = new Uri(receiver.Url).Port;
        fixture.Names["hooks.example.org"] = ["127.0.0.1"];
        var admin = await fixture.NewAdminAsync();
        var unknown = await fixture.CreateRuleAsync(admin.Token, "https://unknown.example.org/", name: "unknown");
        var plain = await fixture.CreateRuleAsync(admin.Token, $"https://hooks.example.org:{port}/", name: "plain");

        Assert.Equal("unreachable", (await TestAsync(admin.Token, unknown.Id)).GetProperty("outcome").GetString());
        Assert.Equal("tls_failed", (await TestAsync(admin.Token, plain.Id)).GetProperty("outcome").GetString());
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Events_of_the_organisation_are_for_rules_of_those_who_see_them()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.AdminTokenAsync();
        var key = await fixture.SignInAsync();
        const string Pattern = """{"event_names":["Project Create"]}""";
        var (refused, error) = await fixture.CallRuleAsync(
            "CreateNotificationRule", HttpMethod.Post, "", key, $$$$"""{"rule":{"name":"r","event_category":"organisation","url":"https://a.example/","pattern":{{{{Pattern}}}}}}""");
        Assert.Equal((403, "OrganisationEventsForbidden"), (refused, error.GetProperty("error").GetProperty("code").GetString()));

        var rule = await fixture.CreateRuleAsync(admin, receiver.Url, Pattern, "organisation", """, "event_category":"organisation" """);
        var project = await fixture.CreateProjectAsync();
        await fixture.NotifyAsync();

        var message = Assert.Single(receiver.Messages);
        Assert.Equal(
            ("organisation", project),
            (message.Json.GetProperty("event").GetProperty("event_category").GetString(), message.Json.GetProperty("event").GetProperty("resource").GetProperty("id").GetString()));

        // A Project Admin alone may stop it, and neither lead it elsewhere nor see what it sent.
        Assert.Equal(403, (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, key, """{"rule":{"url":"https://b.example/"}}""")).Status);
        Assert.Equal(403, (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, key, """{"rule":{"enabled":true}}""")).Status);
        Assert.Equal(403, (await fixture.CallRuleAsync("ListNotificationDeliveries", HttpMethod.Get, $"/{rule.Id}/deliveries", key)).Status);
        Assert.Single(await fixture.DeliveriesAsync(admin, rule.Id));
        Assert.Equal(200, (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + rule.Id, key, """{"rule":{"enabled":false}}""")).Status);
    }

    [Fact]
    public async Task Deliveries_are_listed_in_pages_newest_first_and_by_state()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url);
        for (var number = 0; number < 5; number++)
        {
            await fixture.CreateSecretAsync(admin.Token, $"secret {number}");
            fixture.Time.Advance(TimeSpan.FromMilliseconds(2));
            await fixture.MatchAsync();
        }

        var (_, first) = await fixture.CallRuleAsync("ListNotificationDeliveries", HttpMethod.Get, $"/{rule.Id}/deliveries?limit=3", admin.Token);
        var second = await fixture.DeliveriesAsync(admin.Token, rule.Id, "?limit=3&before=" + first.GetProperty("next_before").GetString());
        var all = first.GetProperty("deliveries").EnumerateArray().Concat(second).Select(delivery => delivery.GetProperty("id").GetString()).ToList();
        Assert.Equal(5, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.OrderDescending(StringComparer.Ordinal), all);
        Assert.Equal(5, (await fixture.DeliveriesAsync(admin.Token, rule.Id, "?state=waiting")).Count);
        await fixture.DeliverAsync();
        Assert.Empty(await fixture.DeliveriesAsync(admin.Token, rule.Id, "?state=waiting"));
        foreach (var wrong in new[] { "limit=0", "limit=101", "state=new", "before=x", "colour=red" })
        {
            var (status, error) = await fixture.CallRuleAsync("ListNotificationDeliveries", HttpMethod.Get, $"/{rule.Id}/deliveries?{wrong}", admin.Token);
            Assert.Equal(400, status);
            Assert.Contains(wrong[..wrong.IndexOf('=', StringComparison.Ordinal)] + ":", error.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_and_addresses_are_in_no_log_no_event_and_not_in_the_database()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url + "/c4n4ry-in-a-path");
        await fixture.CreateRuleAsync(admin.Token, "https://unknown.example.org/c4n4ry-in-a-path", name: "unknown");
        await fixture.CreateSecretAsync(admin.Token, "watched");
        await fixture.NotifyAsync();
        Assert.Equal("/c4n4ry-in-a-path", Assert.Single(receiver.Messages).Path);
        var (_, events) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events", admin.Token);

        Assert.NotEmpty(fixture.Lines);
        foreach (var needle in new[] { "c4n4ry-in-a-path", rule.Secret })
        {
            Assert.DoesNotContain(fixture.Lines, line => line.Contains(needle, StringComparison.Ordinal));
            Assert.DoesNotContain(needle, events.GetRawText(), StringComparison.Ordinal);
            if (TestDatabase.SelectedEngine == Haneul.Kernel.Storage.DatabaseEngine.Sqlite)
            {
                Assert.All(Directory.GetFiles(fixture.Database.DataFolder, "haneul.db*"), file => Assert.True(ReadShared(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(needle)) < 0));
            }
        }
    }

    private static string? NameOf(ReceivedMessage message) => message.Json.GetProperty("event").GetProperty("resource").GetProperty("name").GetString();

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task SwitchAsync(string token, string ruleId, bool on) => Assert.Equal(
        (int)HttpStatusCode.OK,
        (await fixture.CallRuleAsync("UpdateNotificationRule", HttpMethod.Patch, "/" + ruleId, token, $$$"""{"rule":{"enabled":{{{(on ? "true" : "false")}}}}}""")).Status);

    private async Task<JsonElement> TestAsync(string token, string ruleId)
    {
        var (status, body) = await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{ruleId}/test-message", token);
        Assert.True(status == 200, body.GetRawText());
        return body.GetProperty("test");
    }
}
