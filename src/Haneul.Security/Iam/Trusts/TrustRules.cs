using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Trusts;

/// <summary>What delegated tokens may do with trusts (decisions.md, delegated tokens): those of trusts pass a trust on, all others nothing.</summary>
internal static class TrustRules
{
    /// <summary>The trust of a caller's token; null if it has none.</summary>
    public static string? TrustIdOf(Caller caller) => caller.Origin is TokenEntry { Token.Subject.Trust: { } trust } ? trust.Id : null;

    /// <summary>403 for every other delegated token, whatever its access key may manage otherwise: a trust would outlive it and carry its roles away (CVE-2026-80182).</summary>
    public static Error? RefuseDelegated(Call call) => call.Caller.IsDelegated && TrustIdOf(call.Caller) is null ? TrustErrors.DelegatedToken.AsError() : null;

    /// <summary>403 unless a trust may be made with the trust of the token as it is asked for; gives what follows from that for the new one.</summary>
    public static Error? Redelegate(TrustChain from, NewTrust wanted, out long? expiresAt)
    {
        var parent = from.Trust;
        expiresAt = wanted.ExpiresAt ?? from.ExpiresAt;
        var problem =
            !from.IsRedelegable ? "it may not be passed on any further"
            : wanted.ProjectId != parent.ProjectId ? "it is for another project"
            : wanted.IsImpersonating && !parent.IsImpersonating ? "it does not impersonate"
            : wanted.RemainingUses is not null ? "remaining_uses must not be set"
            : expiresAt > from.ExpiresAt ? "it ends earlier"
            : wanted is { IsRedelegable: true, RedelegationCount: { } count } && count != parent.RedelegationCount - 1 ? "redelegation_count follows from it and is best left out"
            : null;
        return problem is null ? null : TrustErrors.NotRedelegable.With(problem);
    }

    /// <summary>403 if more steps are asked for than there may be.</summary>
    public static Error? RefuseSteps(NewTrust wanted) => wanted is { IsRedelegable: true, RedelegationCount: > TrustChain.MostSteps }
        ? TrustErrors.NotRedelegable.With($"redelegation_count is at most {TrustChain.MostSteps}")
        : null;

    /// <summary>How many steps a new trust may be passed on.</summary>
    public static long StepsOf(NewTrust wanted, Trust? parent) =>
        !wanted.IsRedelegable ? 0 : parent is not null ? parent.RedelegationCount - 1 : wanted.RedelegationCount ?? TrustChain.MostSteps;
}
