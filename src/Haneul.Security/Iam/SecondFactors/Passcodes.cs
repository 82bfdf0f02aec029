using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Accepts passcodes and recovery codes of users whose second factor is on. What is accepted is used up before the call goes on, whatever becomes of it.</summary>
internal sealed class Passcodes(IDatabase database, SecondFactorSecrets secrets, RecoveryCodes recoveryCodes)
{
    /// <summary>Whether it is a passcode of about now that was not used yet, or a recovery code. Uses it up.</summary>
    public async ValueTask<bool> AcceptAsync(Call call, string userId, string passcode)
    {
        var cancellation = call.Context.RequestAborted;
        if (await database.ReadAsync(session => SecondFactor.FindAsync(session, userId), cancellation) is not { EnabledAt: not null } factor)
        {
            return false;
        }

        if (IsPasscode(passcode))
        {
            return await secrets.FindStepAsync(factor, passcode, call.Now, cancellation) is { } step
                && await database.WriteAsync(transaction => factor.UseAsync(transaction, step), cancellation);
        }

        var isOne = await database.WriteAsync(transaction => recoveryCodes.UseAsync(transaction, userId, passcode), cancellation);
        if (isOne)
        {
            call.Trail.AddFact("recovery_code", "used");
        }

        return isOne;
    }

    /// <summary>
    /// 403 unless the caller, whose own second factor it is, proves to have it. Guessing here is guessing at sign-in: it counts with the wrong passwords of the address,
    /// and while that must wait nothing is accepted.
    /// </summary>
    public async ValueTask<Error?> RefuseAsync(Call call, string passcode)
    {
        var userId = call.Caller.UserId;
        var attempt = await database.ReadAsync(
            async session => await PasswordOwner.FindAsync(session, $"u.id = {userId}") is { } owner ? await PasswordAttempts.FindAsync(session, call, owner) : null,
            call.Context.RequestAborted);
        if (attempt is null or { IsLocked: true })
        {
            call.Trail.AddFact("reason", "too many wrong passwords");
            return SecondFactorErrors.WrongPasscode.AsError();
        }

        if (await AcceptAsync(call, userId, passcode))
        {
            return null;
        }

        await PasswordAttempts.FailedAsync(database, attempt, call.Now);
        return SecondFactorErrors.WrongPasscode.AsError();
    }

    private static bool IsPasscode(string passcode) => passcode.Length == Totp.Digits && passcode.All(char.IsAsciiDigit);
}
