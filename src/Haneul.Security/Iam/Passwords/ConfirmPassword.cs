using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;

namespace Haneul.Security.Iam.Passwords;

/// <summary>
/// Checks the caller's own password again and issues nothing, as the console asks before what is dangerous: a sign-in would be an event of another kind, and a token that nobody
/// wants. Guessing it here is guessing it at sign-in, with the same limits and waiting.
/// </summary>
internal static class ConfirmPassword
{
    public static readonly Operation Operation = new(
        "iam", "ConfirmPassword",
        PasswordPolicies.Confirm.Permission,
        TrailRule.Organisation(EventNames.FromOperationId("ConfirmPassword"), "Auth"),
        IamErrors.DelegatedChange, PasswordErrors.Wrong);

    public static async Task<Outcome<NoContent>> HandleAsync(Call call, JsonBody body, PasswordProof proof, AnonymousFailures failures)
    {
        call.Trail.ResourceId = call.Caller.UserId;
        call.Trail.ResourceName = call.Caller.UserName;
        if (PasswordPolicies.Confirm.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Fields.Read, out var given, out var error))
        {
            return error;
        }

        var attempt = failures.TryEnter(call.Context.Connection.RemoteIpAddress);
        if (attempt.RetryAfterSeconds is { } retryAfter)
        {
            return CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = retryAfter };
        }

        // A passcode is asked for when the password is right: that is what is asked here, and it takes back no count of wrong ones.
        var proven = await proof.ProveAsync(call, $"u.id = {call.Caller.UserId}", given.Password, passcode: null);
        if (proven.Error is { } failed && failed.Code != IamErrors.MethodsRequired)
        {
            attempt.Failed();
            return failed.Code == IamErrors.SignInFailed ? PasswordErrors.Wrong : failed;
        }

        attempt.Passed();
        return Outcome.NoContent();
    }

    private sealed record Fields(string Password)
    {
        public static Fields Read(JsonFields body) => new(body.RequiredString("password", 1, 4096));

        /// <summary>Never shows the password.</summary>
        public override string ToString() => nameof(Fields);
    }
}
