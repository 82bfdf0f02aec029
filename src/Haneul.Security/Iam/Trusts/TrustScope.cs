using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Tokens for a trust: whose they are, what they may do, and when they are dead.</summary>
internal sealed class TrustScope(RoleDirectory directory, TimeProvider time)
{
    /// <summary>
    /// The token that the trustee may have. One 403 for whatever is wrong with the trust, and for one without a role left: who asks has proven who they are, so it is not a failed
    /// sign-in, as in Keystone.
    /// </summary>
    public async ValueTask<Outcome<TokenGrant>> GrantAsync(IDatabaseSession session, Identified by, string trustId)
    {
        if (await TrustChain.FindAsync(session, trustId, time.GetUtcNow()) is not { } chain || !by.User.Is(chain.Trust.TrusteeUserId) || chain.Trust.RemainingUses == 0)
        {
            return TrustErrors.Unusable;
        }

        var subject = await FindSubjectAsync(session, chain.Trust);
        var roles = await chain.RolesAsync(session, await directory.GetAsync(session), atIssue: null);
        if (subject is not { IsEnabled: true } || (chain.Trust.ProjectId is not null && roles.Count == 0))
        {
            return TrustErrors.Unusable;
        }

        return new TokenGrant(by with { Proof = by.Proof.And(ProofOf(trustId)) }, subject with { Trust = ToToken(chain) }, roles);
    }

    /// <summary>Takes one use of a trust that has a number of them; false if none is left. In the transaction that keeps the token: as many tokens as uses, whoever comes at once.</summary>
    public static async ValueTask<bool> UseAsync(ITransaction transaction, TokenTrust trust) =>
        !trust.IsCounted || await transaction.ExecuteAsync($"UPDATE iam_trusts SET remaining_uses = remaining_uses - 1 WHERE id = {trust.Id} AND remaining_uses > 0") > 0;

    /// <summary>What a token of a trust means now; null if it is dead: any trust of the chain is gone or has ended, one of their users is disabled, or the first trustor has none of the roles left.</summary>
    public async ValueTask<DelegatedScope?> FindAsync(IDatabaseSession session, Subject subject, string trustId, IReadOnlyCollection<string> atIssue)
    {
        if (await TrustChain.FindAsync(session, trustId, time.GetUtcNow()) is not { } chain
            || !subject.User.Is(ActingUserId(chain.Trust)) || !string.Equals(subject.Project?.Id, chain.Trust.ProjectId, StringComparison.Ordinal))
        {
            return null;
        }

        var roles = await chain.RolesAsync(session, await directory.GetAsync(session), atIssue);
        return chain.Trust.ProjectId is not null && roles.Count == 0 ? null : new DelegatedScope(subject with { Trust = ToToken(chain) }, roles);
    }

    private static string ActingUserId(Trust trust) => trust.IsImpersonating ? trust.TrustorUserId : trust.TrusteeUserId;

    private static TokenTrust ToToken(TrustChain chain) => new(
        chain.Trust.Id, chain.Trust.TrustorUserId, chain.Trust.TrusteeUserId, chain.Trust.IsImpersonating, chain.Trust.RemainingUses is not null, chain.ExpiresAt);

    // The row is there when the token is kept; what else makes a trust usable is looked at again whenever the token is.
    private static Proof ProofOf(string trustId) => new($"iam_trusts tr", $"tr.id = {trustId}");

    private static ValueTask<Subject?> FindSubjectAsync(IDatabaseSession session, Trust trust) => session.QueryFirstOrDefaultAsync($"""
        SELECT {Subject.SelectUser}, {Subject.SelectProject}
        FROM iam_users u
        JOIN iam_organisations uo ON uo.id = u.organisation_id
        LEFT JOIN iam_projects p ON p.id = {trust.ProjectId}
        LEFT JOIN iam_organisations po ON po.id = p.organisation_id
        WHERE u.id = {ActingUserId(trust)}
        """, static row => Subject.ReadInProject(row, 0));
}
