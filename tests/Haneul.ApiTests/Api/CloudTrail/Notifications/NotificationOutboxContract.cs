using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Wire.CloudTrail;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>What is in the outbox is delivered, tried again and given up as the plan says.</summary>
public abstract class NotificationOutboxContract(DatabaseEngine engine) : NotificationContract(engine)
{
    private const string OtherProject = "11111111111111111111111111111111";

    [Fact]
    public async Task What_two_processes_deliver_arrives_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var one = await NewNodeAsync();
        await using var other = await NewNodeAsync();
        var rule = await AddRuleAsync(one, receiver.Url);
        await HappenAsync(60);
        await one.Matcher.MatchAsync();

        await Task.WhenAll(one.Sender.DeliverDueAsync(), other.Sender.DeliverDueAsync());

        Assert.Equal((await RowsAsync(rule)).Select(row => row.Id).Order(StringComparer.Ordinal), receiver.Messages.Select(message => message.DeliveryId).Order(StringComparer.Ordinal));
        Assert.All(await RowsAsync(rule), row => Assert.Equal((DeliveryState.Delivered, 1, "2xx"), (row.State, row.Attempts, row.Outcome)));
    }

    [Fact]
    public async Task An_attempt_in_which_a_process_ends_is_made_again_under_the_same_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        await HappenAsync();
        await node.Matcher.MatchAsync();
        var due = Assert.Single(await Database.ReadAsync(node.Outbox.ListDueAsync));
        var lost = (await Database.WriteAsync(transaction => node.Outbox.BeginAsync(transaction, due)))!;

        await node.Sender.DeliverDueAsync();
        Assert.Empty(receiver.Messages);
        Time.Advance(RetryPlan.Lease);
        await node.Sender.DeliverDueAsync();

        Assert.Equal(lost.Id, Assert.Single(receiver.Messages).DeliveryId);
        Assert.False(await Database.WriteAsync(transaction => node.Outbox.EndAsync(transaction, lost, "5xx")));
        Assert.Equal((DeliveryState.Delivered, 2, "2xx"), Assert.Single(await RowsAsync(rule)) is var row ? (row.State, row.Attempts, row.Outcome) : default);
    }

    [Fact]
    public async Task What_fails_is_tried_ten_times_within_a_day_and_given_up()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith(500);
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        await HappenAsync();
        await node.Matcher.MatchAsync();
        var begun = Now;
        var pauses = new List<long>();
        OutboxRow row;
        while ((row = Assert.Single(await RowsAsync(rule))).State == DeliveryState.Waiting)
        {
            // Not before its time.
            if (row.DueAt > Now)
            {
                pauses.Add(row.DueAt - Now);
                Time.Advance(TimeSpan.FromMicroseconds(row.DueAt - Now - 1));
                await node.Sender.DeliverDueAsync();
                Assert.Equal(row.Attempts, receiver.Messages.Count);
                Time.Advance(TimeSpan.FromMicroseconds(1));
            }

            await node.Sender.DeliverDueAsync();
        }

        Assert.Equal((DeliveryState.Failed, 10, "5xx"), (row.State, row.Attempts, row.Outcome));
        Assert.Equal(10, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Select(message => message.DeliveryId).Distinct(StringComparer.Ordinal));
        Assert.InRange(TimeSpan.FromMicroseconds(Now - begun), TimeSpan.FromHours(18), TimeSpan.FromHours(24));
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(TimeSpan.FromMicroseconds(pauses[0]), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(11));
        Assert.True((await ReadAsync(rule)).IsEnabled);
    }

    [Fact]
    public async Task A_target_that_is_down_is_asked_ever_more_seldom_and_all_is_sent_when_it_is_back()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith(503);
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        await HappenAsync(40);
        await node.Matcher.MatchAsync();
        for (var second = 0; second < 600; second++)
        {
            await node.Sender.DeliverDueAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(receiver.Messages.Count, 8, 14);
        Assert.NotNull((await ReadAsync(rule)).FailingSince);
        receiver.AnswerWith(200);
        Time.Advance(TimeSpan.FromMinutes(5));
        await node.Sender.DeliverDueAsync();
        Time.Advance(TimeSpan.FromMinutes(5));
        await node.Sender.DeliverDueAsync();

        Assert.All(await RowsAsync(rule), row => Assert.Equal(DeliveryState.Delivered, row.State));
        Assert.Null((await ReadAsync(rule)).FailingSince);
    }

    [Fact]
    public async Task A_rule_with_nothing_but_failures_for_three_days_is_switched_off_which_is_an_event()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith(404);
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        for (var day = 0; day < 3; day++)
        {
            await HappenAsync();
            await node.Matcher.MatchAsync();
            await node.Sender.DeliverDueAsync();
            Assert.True((await ReadAsync(rule)).IsEnabled);
            Time.Advance(TimeSpan.FromDays(1));
        }

        await HappenAsync();
        await node.Matcher.MatchAsync();
        await node.Sender.DeliverDueAsync();

        var off = await ReadAsync(rule);
        Assert.Equal((false, "failing"), (off.IsEnabled, off.DisabledReason));
        var found = Assert.Single((await Search.FindAsync(new EventQuery { EventName = "Disable Notification Rule" }, ProjectOnly, null, CancellationToken.None)).Rows).Event;
        Assert.Equal(
            (rule.Id, "rule", "Notification Rule", "Cloud Trail", Project),
            (found.Resource!.Id, found.Resource.Name, found.Resource.Type, found.ServiceName, found.ProjectId));
        var count = receiver.Messages.Count;
        Time.Advance(TimeSpan.FromHours(1));
        await node.Sender.DeliverDueAsync();
        Assert.Equal(count, receiver.Messages.Count);
    }

    [Fact]
    public async Task A_success_in_between_keeps_a_rule_on()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        for (var day = 0; day < 6; day++)
        {
            receiver.AnswerWith(day == 2 ? 202 : 500);
            await HappenAsync();
            await node.Matcher.MatchAsync();
            await node.Sender.DeliverDueAsync();
            Time.Advance(TimeSpan.FromDays(0.9));
        }

        Assert.True((await ReadAsync(rule)).IsEnabled);
    }

    [Fact]
    public async Task A_slow_target_does_not_keep_others_waiting()
    {
        await using var slow = await WebhookReceiver.StartAsync();
        await using var quick = await WebhookReceiver.StartAsync();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Answer = _ => open.Task;
        await using var node = await NewNodeAsync();
        for (var number = 0; number < 4; number++)
        {
            await AddRuleAsync(node, slow.Url, $"slow {number}");
        }

        var rule = await AddRuleAsync(node, quick.Url, "quick");
        await HappenAsync(30);
        await node.Matcher.MatchAsync();
        for (var round = 0; round < 10; round++)
        {
            await node.Sender.BeginDueAsync();
        }

        for (var count = 0; count < 30; count++)
        {
            await quick.NextAsync();
        }

        for (var count = 0; count < DeliveryLanes.MostOfTarget; count++)
        {
            await slow.NextAsync();
        }

        Assert.Equal(DeliveryLanes.MostOfTarget, slow.Messages.Count);
        open.SetResult();
        await node.Sender.DeliverDueAsync();
        Assert.All(await RowsAsync(rule), row => Assert.Equal(DeliveryState.Delivered, row.State));
        Assert.Equal(120, slow.Messages.Count);
    }

    [Fact]
    public async Task What_waited_for_a_day_is_not_sent_any_more_nor_what_lost_its_event()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        await HappenAsync();
        await node.Matcher.MatchAsync();
        Time.Advance(RetryPlan.Lifetime + TimeSpan.FromSeconds(1));
        await HappenAsync();
        await node.Matcher.MatchAsync();
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_events WHERE sequence = (SELECT MAX(sequence) FROM trail_events)"));

        await node.Sender.DeliverDueAsync();

        Assert.Empty(receiver.Messages);
        Assert.Equal(
            [(DeliveryState.Failed, NotificationOutcomes.Expired), (DeliveryState.Failed, NotificationOutcomes.EventGone)],
            (await RowsAsync(rule)).Select(row => (row.State, row.Outcome!)));
        Assert.Null((await ReadAsync(rule)).FailingSince);
    }

    [Theory]
    [InlineData("url")]
    [InlineData("secret")]
    [InlineData("domain_id")]
    [InlineData("project_id")]
    public async Task A_rule_that_was_changed_in_the_database_sends_nothing(string column)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        var thief = await AddRuleAsync(node, receiver.Url, "thief", new NotificationPattern { Results = [EventResults.Failed] });
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(column switch
        {
            "url" => $"UPDATE trail_notification_rules SET url = {thief.Url} WHERE id = {rule.Id}",
            "secret" => $"UPDATE trail_notification_rules SET secret = {thief.Secret.Envelope} WHERE id = {rule.Id}",
            "domain_id" => $"UPDATE trail_notification_rules SET domain_id = 'other' WHERE id = {rule.Id}",
            _ => $"UPDATE trail_notification_rules SET project_id = {OtherProject} WHERE id = {rule.Id}",
        }));
        await Trail.AppendAsync(NewEvent(Now) with { ProjectId = column == "project_id" ? OtherProject : Project }, CancellationToken.None);
        await Chain.SealAsync();
        await node.Matcher.MatchAsync();

        await node.Sender.DeliverDueAsync();

        Assert.Equal(NotificationOutcomes.RuleDamaged, Assert.Single(await RowsAsync(rule)).Outcome);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Old_deliveries_and_secrets_that_sign_no_more_are_removed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var node = await NewNodeAsync();
        var rule = await AddRuleAsync(node, receiver.Url);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"UPDATE trail_notification_rules SET previous_secret_id = secret_id, previous_secret = secret, previous_until = {Now + 1} WHERE id = {rule.Id}"));
        await HappenAsync(450);
        await node.Matcher.MatchAsync();
        await node.Sender.DeliverDueAsync();
        await node.Sweep.StartAsync(CancellationToken.None);
        await node.Sweep.SweepAsync();
        Assert.Equal(450, (await RowsAsync(rule)).Count);
        Assert.NotNull((await ReadAsync(rule)).PreviousSecret);
        await node.Sweep.StopAsync(CancellationToken.None);

        Time.Advance(OutboxSweep.Retention);
        await HappenAsync();
        await node.Matcher.MatchAsync();
        await node.Sweep.StartAsync(CancellationToken.None);
        await node.Sweep.SweepAsync();

        Assert.Single(await RowsAsync(rule));
        Assert.Null((await ReadAsync(rule)).PreviousSecret);
    }
}

public sealed class SqliteNotificationOutbox() : NotificationOutboxContract(DatabaseEngine.Sqlite);

public sealed class PostgresNotificationOutbox() : NotificationOutboxContract(DatabaseEngine.Postgres);
