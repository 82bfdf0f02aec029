using System.Net;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>A server whose operator allows no network that is not public.</summary>
public sealed class ClosedNotificationsFixture : NotificationsFixture
{
    protected override IReadOnlyList<IPNetwork> AllowedNetworks => [];
}

/// <summary>No rule reaches what only the server reaches, whatever a name stands for.</summary>
public sealed class NotificationTargetTests(ClosedNotificationsFixture fixture) : IClassFixture<ClosedNotificationsFixture>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("10.0.0.1", "127.0.0.1", "fd00::1")]
    public async Task A_name_with_no_address_that_is_public_is_not_connected_to(params string[] addresses)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var name = $"n{Math.Abs(string.Join(',', addresses).GetHashCode(StringComparison.Ordinal))}.example.org";
        fixture.Names[name] = addresses;
        var rule = await fixture.CreateRuleAsync(admin.Token, $"https://{name}:{new Uri(receiver.Url).Port}/");

        Assert.Equal("address_refused", await TestAsync(admin.Token, rule.Id));
        await fixture.CreateSecretAsync(admin.Token, "watched");
        await fixture.NotifyAsync();
        Assert.Equal("address_refused", Assert.Single(await fixture.DeliveriesAsync(admin.Token, rule.Id)).GetProperty("outcome").GetString());
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_the_rule_was_made_gains_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        fixture.Names["rebinding.example.org"] = ["192.0.2.1"];
        var rule = await fixture.CreateRuleAsync(admin.Token, $"https://rebinding.example.org:{new Uri(receiver.Url).Port}/");
        fixture.Names["rebinding.example.org"] = ["127.0.0.1"];

        Assert.Equal("address_refused", await TestAsync(admin.Token, rule.Id));
        Assert.Empty(receiver.Messages);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    public async Task Addresses_that_no_operator_allows_are_refused_when_the_rule_is_made(string url)
    {
        var admin = await fixture.NewAdminAsync();

        var (status, error) = await fixture.CallRuleAsync(
            "CreateNotificationRule", HttpMethod.Post, "", admin.Token, $$$$"""{"rule":{"name":"a","url":"{{{{url}}}}","pattern":{"results":["failed"]}}}""");

        Assert.Equal(400, status);
        Assert.Contains("rule.url: has an address", error.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<string?> TestAsync(string token, string ruleId)
    {
        var (status, body) = await fixture.CallRuleAsync("SendTestNotification", HttpMethod.Post, $"/{ruleId}/test-message", token);
        Assert.Equal(200, status);
        return body.GetProperty("test").GetProperty("outcome").GetString();
    }
}
