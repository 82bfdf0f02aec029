using System.Globalization;
using System.Text.RegularExpressions;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>The operator sees in the metrics what has left the trail, what could not, and what waits.</summary>
public sealed class BacklogMetricsTests(LogStorageFixture fixture) : IClassFixture<LogStorageFixture>
{
    private const string Rules = "/cloud-trail/haneul/v1/notification-rules";

    [Fact]
    public async Task Log_storage_that_fails_and_what_waits_for_it_is_seen_until_it_is_mended()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        fixture.Buckets.Refusal = (404, "NoSuchBucket");
        await fixture.NextHourAsync();
        var failed = await LookAsync();
        fixture.Buckets.Refusal = null;
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await fixture.RunDueJobsAsync();
        await fixture.NextHourAsync();
        var mended = await LookAsync();

        Assert.Equal((0, 1, 1), (failed("log_storage_uploads_total"), failed("log_storage_upload_failures_total"), failed("log_storage_targets_failing")));
        Assert.True(failed("log_storage_events_waiting") > 0);
        Assert.Equal((2, 1, 0, 0), (
            mended("log_storage_uploads_total"), mended("log_storage_upload_failures_total"), mended("log_storage_targets_failing"), mended("log_storage_events_waiting")));
    }

    [Fact]
    public async Task Notifications_that_fail_and_those_that_wait_are_seen_until_they_are_delivered()
    {
        await using var down = RawServer.Closing("");
        await using var up = RawServer.Closing("HTTP/1.1 204 Fine\r\n\r\n");
        var admin = await fixture.NewProjectAsync();
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, Rules, admin.Token, $$$$"""
            {"rule":{"name":"a","url":"{{{{down.Url}}}}/","pattern":{"event_names":["Get Secrets Manager Service Status"]}}}
            """);
        Assert.Equal(201, status);
        await fixture.TouchAsync(admin.Token);
        await NotifyAsync();
        var failed = await LookAsync();
        var id = body.GetProperty("rule").GetProperty("id").GetString();
        await fixture.CallAsync(HttpMethod.Patch, $"{Rules}/{id}", admin.Token, $$$"""{"rule":{"url":"{{{up.Url}}}/"}}""");
        fixture.Time.Advance(TimeSpan.FromSeconds(15));
        await NotifyAsync();
        var delivered = await LookUntilNoneWaitsAsync();

        Assert.Equal((0, 1, 1), (failed("notification_deliveries_total"), failed("notification_failures_total"), failed("notification_deliveries_waiting")));
        Assert.Equal((1, 1, 0), (delivered("notification_deliveries_total"), delivered("notification_failures_total"), delivered("notification_deliveries_waiting")));
    }

    private async Task NotifyAsync()
    {
        await fixture.Services.GetRequiredService<TrailChain>().SealAsync();
        await fixture.Services.GetRequiredService<NotificationMatcher>().MatchAsync();
        await fixture.Services.GetRequiredService<NotificationSender>().DeliverDueAsync();
    }

    // The clock's own round may be under way beside ours, and then ours does nothing.
    private async Task<Func<string, long>> LookUntilNoneWaitsAsync()
    {
        const int Most = 100;
        var seen = await LookAsync();
        for (var look = 1; look < Most && seen("notification_deliveries_waiting") > 0; look++)
        {
            seen = await LookAsync();
        }

        return seen;
    }

    /// <summary>The metrics after a look.</summary>
    private async Task<Func<string, long>> LookAsync()
    {
        await fixture.Services.GetRequiredService<BacklogLooks>().RunNowAsync();
        var text = await fixture.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        return name => long.Parse(Regex.Match(text, $"^haneul_{name} ([0-9]+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
