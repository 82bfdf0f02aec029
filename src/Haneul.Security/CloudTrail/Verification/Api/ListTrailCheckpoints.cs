using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Lists checkpoints, newest first; <c>before</c> takes the number of the last one of a page.</summary>
internal static class ListTrailCheckpoints
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "ListTrailCheckpoints",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("ListTrailCheckpoints"), "Trail Checkpoint"));

    public static async ValueTask<Outcome<ListTrailCheckpointsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var limit = query.Int32("limit", 1, 1000) ?? 50;
        var before = query.Int32("before", 1, int.MaxValue) ?? long.MaxValue;
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT {Checkpoint.Columns()} FROM trail_checkpoints WHERE number < {before} ORDER BY number DESC LIMIT {limit}", Checkpoint.Read),
            call.Context.RequestAborted);
        return new ListTrailCheckpointsResponse([.. found.Select(CheckpointAnswer.Of)]);
    }
}
