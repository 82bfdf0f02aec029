using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.SecondFactors;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Passwords;

/// <summary>
/// Proves a user by their password, wherever that is asked for: the same slow work for users who are not there, the same waiting after wrong ones, the same 401 whatever is wrong.
/// </summary>
internal sealed class PasswordProof(IDatabase database, PasswordHashing passwords, Passcodes passcodes)
{
    private static readonly string[][] WithPasscode = [[TokenRequest.PasswordMethod, TokenRequest.PasscodeMethod]];

    /// <summary>The user, if the password is theirs, and the passcode if their second factor is on, they are enabled and their address need not wait. Names them on the trail as soon as they are found.</summary>
    /// <param name="call">The call.</param>
    /// <param name="condition">Finds the user (<see cref="PasswordOwner.FindAsync"/>).</param>
    /// <param name="password">The password in clear.</param>
    /// <param name="passcode">Whose passcode was given, and which; null for none.</param>
    public async ValueTask<Outcome<PasswordOwner>> ProveAsync(Call call, Sql condition, string password, PasscodeIdentity? passcode)
    {
        var cancellation = call.Context.RequestAborted;
        var (owner, attempt) = await database.ReadAsync(async session =>
        {
            var owner = await PasswordOwner.FindAsync(session, condition);
            return (owner, owner is null ? null : await PasswordAttempts.FindAsync(session, call, owner));
        }, cancellation);
        if (owner is not null)
        {
            call.Trail.ActorId = owner.User.Id;
            call.Trail.ActorName = owner.User.Name;
            call.Trail.ActorDomainId = owner.User.DomainId;
        }

        // Nobody has so long a password; it is worked on all the same, so that it takes the time of any other wrong one.
        var stored = password.Length > PasswordHashing.LongestPassword ? null : owner?.PasswordHash;
        var verified = await passwords.VerifyAsync(password, stored, cancellation);
        if (verified.Error is { } busy)
        {
            return busy;
        }

        if (owner is null || attempt is null)
        {
            return IamErrors.SignInFailed;
        }

        if (attempt.IsLocked)
        {
            call.Trail.AddFact("reason", "too many wrong passwords");
            return IamErrors.SignInFailed;
        }

        if (!verified.Value)
        {
            await PasswordAttempts.FailedAsync(database, attempt, call.Now);
            return IamErrors.SignInFailed;
        }

        if (!owner.IsEnabled)
        {
            return IamErrors.SignInFailed;
        }

        if ((owner.SecondFactorAt is not null || passcode is not null) && await RefuseAsync(call, owner, attempt, passcode) is { } refused)
        {
            return refused;
        }

        await PasswordAttempts.PassedAsync(database, attempt, call.Now);
        return owner;
    }

    // The password alone takes back no count of wrong ones: who has found it out must not have passcodes to guess without end.
    private async ValueTask<Error?> RefuseAsync(Call call, PasswordOwner owner, PasswordAttempt attempt, PasscodeIdentity? passcode)
    {
        if (passcode is null)
        {
            return MethodRules.Require(WithPasscode);
        }

        if (passcode.User.Names(owner.User) && await passcodes.AcceptAsync(call, owner.User.Id, passcode.Passcode))
        {
            return null;
        }

        await PasswordAttempts.FailedAsync(database, attempt, call.Now);
        return IamErrors.SignInFailed;
    }
}
