using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Ends a token before its time: this one alone, as in Keystone. Tokens that were made of it live on: leaving one project is not leaving all.</summary>
internal static class RevokeToken
{
    public static readonly Operation Operation = new(
        "iam", "RevokeToken",
        TokenPolicies.RevokeToken.Permission,
        TrailRule.Organisation("Revoke Token", "Token").InConsole(ConsoleSignIns.Logout),
        IamErrors.DelegatedChange, IamErrors.TokenNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(Call call, TokenCache cache, MeaningfulChanges changes)
    {
        var found = await SubjectToken.FindAsync(call, cache, TokenPolicies.RevokeToken);
        if (found.Error is { } error)
        {
            return error;
        }

        var entry = found.Value;
        call.Trail.ResourceId = entry.Token.AuditId;
        call.Trail.DomainId = entry.Token.Subject.User.DomainId;
        if (!call.Caller.Is(entry.Token.Subject.User.Id) && call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        ConsoleSignIns.Ended(call);
        return await changes.WriteAsync<NoContent>(call, async transaction =>
            await TokenStore.DeleteAsync(transaction, entry.Key) ? Outcome.NoContent() : IamErrors.TokenNotFound);
    }
}
