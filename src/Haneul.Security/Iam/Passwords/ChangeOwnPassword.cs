using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Storage;
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
        IamErrors.SignInFailed, PasswordErrors.Locked, PasswordErrors.TooYoung);

    public static async Task<Outcome<NoContent>> HandleAsync(
        string user_id, Call call, JsonBody body, IDatabase database, MeaningfulChanges changes, PasswordHashing passwords, PasswordChange change, AnonymousFailures failures, UnknownSignIns unknown)
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

        var proven = await ProveAsync(user_id, call, wanted.Original, database, passwords);
        if (proven.Error is { } failed)
        {
            attempt.Failed();
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

        var prepared = await change.PrepareAsync("user.password", wanted.Password, owner.OrganisationId, owner.Id, owner.Name, call.Context.RequestAborted);
        if (prepared.Error is { } wrong)
        {
            return wrong;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            // The password that was proven must still be the one: of two changes at once the second has proven nothing.
            var stillProven = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_users WHERE id = {owner.Id} AND enabled = 1 AND password_hash = {owner.PasswordHash}", static row => row.GetInt64(0));
            if (stillProven == 0)
            {
                return IamErrors.SignInFailed;
            }

            await PasswordChange.StoreAsync(transaction, owner.Id, prepared.Value, call.Now, isOwn: true);
            return Outcome.NoContent();
        });
    }

    private static async ValueTask<Outcome<PasswordOwner>> ProveAsync(string userId, Call call, string password, IDatabase database, PasswordHashing passwords)
    {
        var (owner, attempt) = await database.ReadAsync(async session =>
        {
            var owner = await PasswordOwner.FindAsync(session, userId);
            return (owner, owner is null ? null : await PasswordAttempts.FindAsync(session, call, owner.Id, owner.Settings));
        }, call.Context.RequestAborted);
        call.Trail.ActorId = call.Trail.ResourceId = owner?.Id;
        call.Trail.ActorName = call.Trail.ResourceName = owner?.Name;
        call.Trail.ActorDomainId = owner?.OrganisationId;
        var stored = password.Length > PasswordHashing.LongestPassword ? null : owner?.PasswordHash;
        var verified = await passwords.VerifyAsync(password, stored, call.Context.RequestAborted);
        if (verified.Error is { } busy)
        {
            return busy;
        }

        if (owner is null || attempt is null || !verified.Value || attempt.IsLocked || !owner.IsEnabled)
        {
            if (attempt is not null && !verified.Value)
            {
                await PasswordAttempts.FailedAsync(database, attempt, call.Now);
            }

            return IamErrors.SignInFailed;
        }

        await PasswordAttempts.PassedAsync(database, attempt, call.Now);
        return owner;
    }

    private sealed record Fields(string Password, string Original)
    {
        public static Fields Read(JsonFields body) => body.RequiredObject("user") is { } user
            ? new(user.RequiredString("password", PasswordHashing.ShortestPassword, PasswordHashing.LongestPassword), user.RequiredString("original_password", 1, 4096))
            : new("", "");

        /// <summary>Never shows the passwords.</summary>
        public override string ToString() => nameof(Fields);
    }
}
