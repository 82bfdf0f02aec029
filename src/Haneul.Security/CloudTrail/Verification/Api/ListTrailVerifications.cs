using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Lists the newest verifications, those that ran by themselves included: the last hundred are kept.</summary>
internal static class ListTrailVerifications
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "ListTrailVerifications",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("ListTrailVerifications"), "Trail Verification"));

    public static async ValueTask<Outcome<ListTrailVerificationsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var runs = await database.ReadAsync(static session => VerificationRun.ListAsync(session), call.Context.RequestAborted);
        return new ListTrailVerificationsResponse([.. runs.Select(run => VerificationAnswer.Of(run, call.Now))]);
    }
}
