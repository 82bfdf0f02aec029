using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Settings;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>
/// Takes a second factor off: one's own with a passcode or recovery code, so that a stolen token is not enough; that of a user who has lost theirs by whoever may reset their
/// password, by the same rules. What is not on is off already.
/// </summary>
internal static class DisableSecondFactor
{
    public static readonly Operation Operation = new(
        "iam", "DisableSecondFactor",
        SecondFactorPolicies.Disable.Permission,
        TrailRule.Organisation("User OTP Delete", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, UserErrors.AdministratorsOnly, SecondFactorErrors.WrongPasscode);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes, Passcodes passcodes)
    {
        var isOwn = call.Caller.Is(user_id);
        var (found, factor) = await database.ReadAsync(async session =>
        {
            var found = await FindAsync(call, session, user_id, isOwn);
            return (found, found.Error is null ? await SecondFactor.FindAsync(session, user_id) : null);
        }, call.Context.RequestAborted);
        if (found.Error is { } refused)
        {
            return refused;
        }

        if (isOwn && factor is { EnabledAt: not null })
        {
            if (!body.TryRead(PasscodeBody.Read, out var given, out var error))
            {
                return error;
            }

            if (await passcodes.RefuseAsync(call, given.Passcode) is { } wrong)
            {
                return wrong;
            }
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            var target = await FindAsync(call, transaction, user_id, isOwn);
            if (target.Error is { } error)
            {
                return error;
            }

            // One that was turned on since the passcode was asked for has been proven by nobody.
            if (isOwn && (await SecondFactor.FindAsync(transaction, user_id))?.EnabledAt is { } enabledAt && enabledAt != factor?.EnabledAt)
            {
                return SecondFactorErrors.WrongPasscode;
            }

            await SecondFactor.RemoveAsync(transaction, user_id);
            if (!isOwn)
            {
                // It was lost, or somebody has it: whoever does must not go on with what it opened.
                await PasswordTokens.EndAsync(transaction, user_id, await OrganisationSettings.FindAsync(transaction, target.Value.OrganisationId), except: null);
            }

            return Outcome.NoContent();
        });
    }

    private static async ValueTask<Outcome<User>> FindAsync(Call call, IDatabaseSession session, string id, bool isOwn)
    {
        var found = await TargetUser.FindAsync(call, session, id, SecondFactorPolicies.Disable);
        return found.Error is null && !isOwn && await Administrators.RefuseUserAsync(call, session, id) is { } refused ? refused : found;
    }
}
