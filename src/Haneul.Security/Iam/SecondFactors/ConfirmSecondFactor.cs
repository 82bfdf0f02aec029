using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Settings;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>
/// Turns a second factor on, with the first passcode of it as the proof that the app has it. From then on the password alone gets no token; tokens that it got before
/// end, but for those that the caller goes on with, unless the organisation lets them live on after a new password too.
/// </summary>
internal static class ConfirmSecondFactor
{
    public static readonly Operation Operation = new(
        "iam", "ConfirmSecondFactor",
        SecondFactorPolicies.Confirm.Permission,
        TrailRule.Organisation("User OTP Enable", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, SecondFactorErrors.AlreadyOn, SecondFactorErrors.NotBegun, SecondFactorErrors.WrongPasscode);

    public static async Task<Outcome<RecoveryCodesResponse>> HandleAsync(
        string user_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes, SecondFactorSecrets secrets, RecoveryCodes recoveryCodes)
    {
        if (!body.TryRead(PasscodeBody.Read, out var given, out var error))
        {
            return error;
        }

        var cancellation = call.Context.RequestAborted;
        var found = await database.ReadAsync(session => FindAsync(call, session, user_id), cancellation);
        if (found.Error is { } refused)
        {
            return refused;
        }

        // Nothing is guessed here: whoever may ask has been shown the secret.
        if (await secrets.FindStepAsync(found.Value, given.Passcode, call.Now, cancellation) is not { } step)
        {
            return SecondFactorErrors.WrongPasscode;
        }

        var codes = recoveryCodes.Generate();
        call.Context.Response.Headers.CacheControl = "no-store";
        return await changes.WriteAsync<RecoveryCodesResponse>(call, async transaction =>
        {
            var still = await FindAsync(call, transaction, user_id);
            if (still.Error is { } gone)
            {
                return gone;
            }

            if (!await found.Value.UseAsync(transaction, step))
            {
                return SecondFactorErrors.WrongPasscode;
            }

            // Before tokens are ended: a sign-in by password alone that is just being kept has locked the user's row and is waited for, or finds this in it (Proof.OfPassword).
            await SecondFactor.TurnOnAsync(transaction, user_id, call.Now);
            await recoveryCodes.StoreAsync(transaction, user_id, codes);
            await PasswordTokens.EndAsync(transaction, user_id, await OrganisationSettings.FindAsync(transaction, call.Caller.UserDomainId), call.Caller);
            return new RecoveryCodesResponse(codes);
        });
    }

    private static async ValueTask<Outcome<SecondFactor>> FindAsync(Call call, IDatabaseSession session, string userId)
    {
        if ((await TargetUser.FindAsync(call, session, userId, SecondFactorPolicies.Confirm)).Error is { } error)
        {
            return error;
        }

        return await SecondFactor.FindAsync(session, userId) switch
        {
            null => SecondFactorErrors.NotBegun,
            { EnabledAt: not null } => SecondFactorErrors.AlreadyOn,
            var begun => begun,
        };
    }
}
