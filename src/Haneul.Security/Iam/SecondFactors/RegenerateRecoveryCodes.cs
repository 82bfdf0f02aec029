using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Makes new recovery codes in place of all that are left, which the user may have lost or shown to somebody.</summary>
internal static class RegenerateRecoveryCodes
{
    public static readonly Operation Operation = new(
        "iam", "RegenerateRecoveryCodes",
        SecondFactorPolicies.RegenerateCodes.Permission,
        TrailRule.Organisation(EventNames.FromOperationId("RegenerateRecoveryCodes"), "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, SecondFactorErrors.NotOn, SecondFactorErrors.WrongPasscode);

    public static async Task<Outcome<RecoveryCodesResponse>> HandleAsync(
        string user_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes, Passcodes passcodes, RecoveryCodes recoveryCodes)
    {
        if (!body.TryRead(PasscodeBody.Read, out var given, out var error))
        {
            return error;
        }

        var (found, factor) = await database.ReadAsync(async session =>
        {
            var found = await TargetUser.FindAsync(call, session, user_id, SecondFactorPolicies.RegenerateCodes);
            return (found, found.Error is null ? await SecondFactor.FindAsync(session, user_id) : null);
        }, call.Context.RequestAborted);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (factor is not { EnabledAt: not null })
        {
            return SecondFactorErrors.NotOn;
        }

        if (await passcodes.RefuseAsync(call, given.Passcode) is { } wrong)
        {
            return wrong;
        }

        var codes = recoveryCodes.Generate();
        call.Context.Response.Headers.CacheControl = "no-store";
        return await changes.WriteAsync<RecoveryCodesResponse>(call, async transaction =>
        {
            if (await SecondFactor.FindAsync(transaction, user_id) is not { EnabledAt: not null } still || still.Id != factor.Id)
            {
                return SecondFactorErrors.NotOn;
            }

            await recoveryCodes.StoreAsync(transaction, user_id, codes);
            return new RecoveryCodesResponse(codes);
        });
    }
}
