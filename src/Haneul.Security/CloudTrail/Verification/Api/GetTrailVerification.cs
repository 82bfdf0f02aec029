using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Tells how far a verification has come, and what it found.</summary>
internal static class GetTrailVerification
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "GetTrailVerification",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("GetTrailVerification"), "Trail Verification"),
        VerificationErrors.UnknownVerification);

    public static async ValueTask<Outcome<TrailVerificationResponse>> HandleAsync(string verificationId, Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (await database.ReadAsync(session => VerificationRun.FindAsync(session, verificationId), call.Context.RequestAborted) is not { } run)
        {
            return VerificationErrors.UnknownVerification;
        }

        call.Trail.ResourceId = run.Id;
        return new TrailVerificationResponse(VerificationAnswer.Of(run, call.Now));
    }
}
