using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Gives out a checkpoint, to be kept elsewhere; <c>latest</c> stands for the newest.</summary>
internal static class GetTrailCheckpoint
{
    private const string Latest = "latest";

    public static readonly Operation Operation = new(
        "cloud-trail",
        "GetTrailCheckpoint",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("GetTrailCheckpoint"), "Trail Checkpoint"),
        VerificationErrors.UnknownCheckpoint);

    public static async ValueTask<Outcome<TrailCheckpointResponse>> HandleAsync(string number, Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = string.Equals(number, Latest, StringComparison.Ordinal)
            ? await database.ReadAsync(Checkpoint.FindNewestAsync, call.Context.RequestAborted)
            : long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
                ? await database.ReadAsync(
                    session => session.QueryFirstOrDefaultAsync($"SELECT {Checkpoint.Columns()} FROM trail_checkpoints WHERE number = {wanted}", Checkpoint.Read),
                    call.Context.RequestAborted)
                : null;
        if (found is null)
        {
            return VerificationErrors.UnknownCheckpoint;
        }

        call.Trail.ResourceId = found.Number.ToString(CultureInfo.InvariantCulture);
        return new TrailCheckpointResponse(CheckpointAnswer.Of(found));
    }
}
