using System.Globalization;
using Haneul.ApiTests.Access.Secrets;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.Kms.Rotation;
using Haneul.Security.Kms.Versions;
using Haneul.Security.SecretsManager.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>What the server does by itself makes the events that the generated page lists for it, and no others.</summary>
public sealed class BackgroundWalkTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    // What they need is made where they are tested: two root keys (RootKeyRotationTests), a receiver that is silent for days (NotificationOutboxContract), a damaged trail
    // (TrailVerificationTests) and a bucket that refuses (LogStorageFailureTests).
    private static readonly string[] Elsewhere = ["Rotate Root Key", "Disable Notification Rule", "Trail Verification Failed", "Upload Log Error"];

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    [Fact]
    public async Task What_falls_due_makes_the_events_of_the_page()
    {
        var secret = await world.Place.MakeAsync("secret", Standing.Owner, "fresh");
        var key = await world.Place.MakeAsync("aes", Standing.Owner, "fresh");
        var plans = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [secret.Id] = await PlanDestructionAsync($"/secrets-manager/api/v1/secrets/{secret.Id}"),
            [key.Id] = await PlanDestructionAsync($"/kms/api/v1/keys/{key.Id}"),
        };
        await PlanExpiryAsync((await world.Place.MakeAsync("secret", Standing.Owner, "fresh")).Id);
        await PlanRotationsAsync((await world.Place.MakeAsync("aes", Standing.Owner, "fresh")).Id);
        var before = await TrailReading.LastAsync(world);

        for (var hours = 0; hours <= 50; hours += 5)
        {
            world.Time.Advance(TimeSpan.FromHours(5));
            await world.RunDueJobsAsync();
        }

        var events = await TrailReading.AfterAsync(world, before);
        var page = EventPage.Of(world.Services).Background;
        Assert.Equal(
            page.Where(static row => !Elsewhere.Contains(row.Event.Name)).Select(static row => $"{row.Service}: {row.Event}, {row.Job}").Order(StringComparer.Ordinal),
            events.Select(Describe).Distinct().Order(StringComparer.Ordinal));
        Assert.All(events, each =>
        {
            Assert.Equal((world.Keeper.ProjectId, world.Keeper.DomainId), (each.Scope.ProjectId, each.Scope.DomainId));
            Assert.StartsWith("req-", TrailReading.RequestIdOf(each), StringComparison.Ordinal);
            Assert.True(each.ResourceName is not null);
            AssertActor(each, plans);
        });
    }

    private static string Describe(StoredEvent each)
    {
        Assert.Equal(each.Kind.SourceService, each.Kind.ServiceName);
        var category = each.Scope.Category == TrailCategory.Project ? "project" : "organisation";
        return $"{each.Kind.ServiceName}: {new PageEvent(each.Kind.EventName, each.Kind.ResourceType, category, IsPerItem: false)}, {each.Kind.OperationId}";
    }

    private void AssertActor(StoredEvent each, Dictionary<string, string> plans)
    {
        if (each.Kind.OperationId is not (DestroyVersionJob.JobKind or DestroyKeyVersionJob.JobKind))
        {
            Assert.Equal(("", "", ""), (each.Actor.UserId, each.Actor.UserName, each.Origin.CredentialId));
            return;
        }

        Assert.Equal((world.Keeper.UserId, world.Keeper.UserName, world.Keeper.CredentialId), (each.Actor.UserId, each.Actor.UserName, each.Origin.CredentialId));
        Assert.Contains($"\"started_by_request_id\":\"{plans[TrailReading.ResourceIdOf(each)!]}\"", each.AdditionalInfo, StringComparison.Ordinal);
    }

    private async Task<string> PlanDestructionAsync(string resource)
    {
        using var response = await world.SendAsync(
            HttpMethod.Patch, $"{resource}/versions/1/schedule-destroy", world.Keeper.Token, $$$"""{"version":{"destruction_scheduled_at":"{{{TextOf(Soon)}}}"}}""");
        Assert.Equal(200, (int)response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Request-Id"));
    }

    private async Task PlanExpiryAsync(string secretId)
    {
        var (status, body) = await world.CallAsync(
            HttpMethod.Patch, $"/secrets-manager/haneul/v1/secrets-manager/secrets/{secretId}", world.Keeper.Token,
            $$$"""{"secret":{"expires_at":"{{{TextOf(TimeSpan.FromDays(2))}}}"}}""");
        Assert.True(status == 200, $"{status}: {body}");
    }

    /// <summary>The two rotations by the calendar, brought forward: a year of a clock with timers takes long.</summary>
    private async Task PlanRotationsAsync(string keyId)
    {
        var (status, body) = await world.CallAsync(HttpMethod.Patch, $"/kms/api/v1/keys/{keyId}/rotation", world.Keeper.Token, """{"key":{"rotation_period":30}}""");
        Assert.True(status == 200, $"{status}: {body}");
        var due = world.Time.GetUtcNow() + Soon;
        var jobs = world.Services.GetRequiredService<IJobs>();
        await world.Services.GetRequiredService<IDatabase>().WriteAsync(async transaction =>
        {
            await jobs.ScheduleAsync(transaction, KeyRotationSchedule.JobKind, $"{world.Keeper.ProjectId}/{keyId}", due);
            await jobs.ScheduleAsync(transaction, ServiceKeySchedule.JobKind, RotatedKey.JobId(world.Keeper.ProjectId!, "secrets-manager"), due);
            return await transaction.ExecuteAsync($"UPDATE kms_keys SET next_rotation_at = {UnixTime.ToMicroseconds(due)} WHERE id = {keyId}");
        });
    }

    private string TextOf(TimeSpan later) => (world.Time.GetUtcNow() + later).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
