using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Tells whether the caller's second factor is on.</summary>
internal static class GetSecondFactor
{
    public static readonly Operation Operation = new(
        "iam", "GetSecondFactor",
        SecondFactorPolicies.Get.Permission,
        TrailRule.Organisation(EventNames.FromOperationId("GetSecondFactor"), "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound);

    public static async Task<Outcome<SecondFactorResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<SecondFactorResponse>>(async session =>
        {
            if ((await TargetUser.FindAsync(call, session, user_id, SecondFactorPolicies.Get)).Error is { } error)
            {
                return error;
            }

            return await SecondFactor.FindAsync(session, user_id) is { EnabledAt: { } enabledAt }
                ? new SecondFactorResponse(new SecondFactorBody(Enabled: true, UnixTime.ToWire(enabledAt), await RecoveryCodes.CountAsync(session, user_id)))
                : new SecondFactorResponse(new SecondFactorBody(Enabled: false, EnabledAt: null, RecoveryCodesLeft: 0));
        }, call.Context.RequestAborted);
    }
}
