using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Security.Iam.SecondFactors;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Passwords;

/// <summary>
/// Changes a user's password by their present one, which is the proof: as in Keystone no token is asked for, because a password that has expired gets none. Guessing
/// it here is guessing it at sign-in, with the same limits, waiting and answers.
/// </summary>
internal static class ChangeOwnPassword
{
    public static readonly Operation Operation = new(
        "iam", "ChangeOwnPassword",
        Permission.Anyone("the present password is the proof, as at sign-in; an expired one must be changed without a token"),
        TrailRule.Organisation("User Password Update", "Auth"),
        IamErrors.SignInFailed, IamErrors.MethodsRequired, PasswordErrors.Locked, PasswordErrors.TooYoung);

    public static async Task<Outcome<NoContent>> HandleAsync(
        string user_id, Call call, JsonBody body, MeaningfulChanges changes, PasswordProof proof, PasswordChange change, AnonymousFailures failures, UnknownSignIns unknown)
    {
        if (!body.TryRead(Fields.Read, out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var attempt = failures.TryEnter(call.Context.Connection.RemoteIpAddress);
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter };
        }

        var proven = await proof.ProveAsync(call, $"u.id = {user_id}", wanted.Original, wanted.PasscodeOf(user_id));
        call.Trail.ResourceId = call.Trail.ActorId;
        call.Trail.ResourceName = call.Trail.ActorName;
        if (proven.Error is { } failed)
        {
            if (failed.Code == IamErrors.MethodsRequired)
            {
                attempt.Passed();
            }
            else
            {
                attempt.Failed();
            }

            if (call.Trail.ActorId is null)
            {
                await unknown.CountAsync(call);
            }

            return failed;
        }

        attempt.Passed();
        var owner = proven.Value;
        if (owner.RefuseChange(call.Now) is { } refused)
        {
            return refused;
        }

        var prepared = await change.PrepareAsync("user.password", wanted.Password, owner.User.DomainId, owner.User.Id, owner.User.Name, call.Context.RequestAborted);
        if (prepared.Error is { } wrong)
        {
            return wrong;
        }

        var changed = await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            // The password that was proven must still be the one: of two changes at once the second has proven nothing.
            var stillProven = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_users WHERE id = {owner.User.Id} AND enabled = 1 AND password_hash = {owner.PasswordHash}", static row => row.GetInt64(0));
            if (stillProven == 0)
            {
                return IamErrors.SignInFailed;
            }

            await PasswordChange.StoreAsync(transaction, owner.User.Id, prepared.Value, call.Now, isOwn: true);
            return Outcome.NoContent();
        });
        return change.Finish(changed, owner.User.Id);
    }

    private sealed record Fields(string Password, string Original, string? Passcode)
    {
        // That the new one is long enough is judged after the present one: who does not know that learns nothing of the rules.
        public static Fields Read(JsonFields body) => body.RequiredObject("user") is { } user
            ? new(
                user.RequiredString("password", 1, PasswordHashing.LongestPassword),
                user.RequiredString("original_password", 1, 4096),
                user.OptionalString("passcode", 1, RecoveryCodes.LongestCode))
            : new("", "", null);

        // Ours beside Keystone's fields: whoever has found a password out must not take the account from its owner, who has the second factor.
        public PasscodeIdentity? PasscodeOf(string userId) => Passcode is null ? null : new(new NamedThing(userId, null, null, null), Passcode);

        /// <summary>Never shows the passwords.</summary>
        public override string ToString() => nameof(Fields);
    }
}
