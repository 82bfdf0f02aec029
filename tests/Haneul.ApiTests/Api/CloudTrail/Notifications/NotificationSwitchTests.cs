namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>What becomes of messages that wait while a rule is off.</summary>
public sealed class NotificationSwitchTests(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    [Theory]
    [InlineData(23, "delivered", "2xx")]
    [InlineData(25, "failed", "expired")]
    public async Task What_waits_when_a_rule_is_switched_off_is_sent_if_it_is_on_again_within_a_day(int hours, string state, string outcome)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var admin = await fixture.NewAdminAsync();
        var rule = await fixture.CreateRuleAsync(admin.Token, receiver.Url + "/");
        await fixture.CreateSecretAsync(admin.Token, "before");
        await fixture.MatchAsync();
        await SwitchAsync(admin.Token, rule.Id, isOn: false);
        await fixture.CreateSecretAsync(admin.Token, "meanwhile");
        await fixture.NotifyAsync();
        Assert.Empty(receiver.Messages);

        fixture.Time.Advance(TimeSpan.FromHours(hours));
        var token = await fixture.SignInAsync(admin.AccessKeyId, admin.AccessKeySecret);
        await SwitchAsync(token, rule.Id, isOn: true);
        await fixture.NotifyAsync();

        var delivery = Assert.Single(await fixture.DeliveriesAsync(token, rule.Id));
        Assert.Equal((state, outcome), (delivery.GetProperty("state").GetString(), delivery.GetProperty("outcome").GetString()));
        Assert.Equal(state == "delivered" ? 1 : 0, receiver.Messages.Count);
    }

    private async Task SwitchAsync(string token, string ruleId, bool isOn)
    {
        var (status, body) = await fixture.CallRuleAsync(
            "UpdateNotificationRule", HttpMethod.Patch, $"/{ruleId}", token, $$$"""{"rule":{"enabled":{{{(isOn ? "true" : "false")}}} }}""");
        Assert.True(status == 200, body.GetRawText());
    }
}
