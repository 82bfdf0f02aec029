using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>Reads the trail below the API, where there is no search, nor who may see what.</summary>
internal static class TrailReading
{
    /// <summary>Every event, in the order of its chain.</summary>
    public static Task<IReadOnlyList<StoredEvent>> AllAsync(ApiFixture fixture) => AfterAsync(fixture, 0);

    /// <summary>The events after a place.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> AfterAsync(ApiFixture fixture, long sequence) =>
        await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryAsync(
            $"SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()} WHERE e.sequence > {sequence} ORDER BY e.sequence", static row => StoredEvent.Read(row).Event));

    /// <summary>The last place that has an event.</summary>
    public static async Task<long> LastAsync(ApiFixture fixture) =>
        await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(static session =>
            session.QueryFirstOrDefaultAsync($"SELECT COALESCE(MAX(sequence), 0) FROM trail_events", static row => row.GetInt64(0)));

    /// <summary>The request id of an event as it was given.</summary>
    public static string RequestIdOf(StoredEvent stored) => PackedId.Unpack(stored.RequestId);

    /// <summary>The resource id of an event as it was given; null for none.</summary>
    public static string? ResourceIdOf(StoredEvent stored) => stored.ResourceId is null ? null : PackedId.Unpack(stored.ResourceId);

    /// <summary>The path of an event as the call had it.</summary>
    public static string PathOf(StoredEvent stored) => TrailText.RestorePath(stored.Path, ResourceIdOf(stored));
}
