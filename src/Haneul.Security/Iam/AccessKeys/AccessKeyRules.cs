using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Who may do what with access keys and access rules beside their policies (decisions.md, delegated tokens).</summary>
internal static class AccessKeyRules
{
    /// <summary>
    /// 403 for delegated tokens that may not. Those of a trust, OAuth1 or EC2 key see and manage none; those of an access key see them, and manage them if it is unrestricted.
    /// </summary>
    public static Error? RefuseDelegated(Call call, bool isChange)
    {
        if (!call.Caller.IsDelegated)
        {
            return null;
        }

        return call.Caller.Origin is not TokenEntry { Token.Subject.AccessKey: { } key } ? AccessKeyErrors.NotWithThisDelegation.AsError()
            : isChange && !key.IsUnrestricted ? IamErrors.DelegatedCredentials.AsError()
            : null;
    }

    /// <summary>Null if the caller may do it to what is a user's; 403 for another's and for delegated tokens that may not.</summary>
    public static Error? Refuse(Call call, Policy policy, string userId, bool isChange) =>
        policy.Refuse(call, new PolicyTarget(UserId: userId)) ?? RefuseDelegated(call, isChange);

    /// <summary>The same for looking at a user's access keys, which readers of the user's organisation may too; 404 for a user who is not there.</summary>
    public static async ValueTask<Error?> RefuseLookingAsync(Call call, IDatabaseSession session, Policy policy, string userId)
    {
        var organisationId = await FindOrganisationAsync(session, userId);
        return policy.Refuse(call, new PolicyTarget(DomainId: organisationId, UserId: userId)) ?? RefuseDelegated(call, isChange: false)
            ?? await RefuseUnknownAsync(call, session, userId);
    }

    /// <summary>404 if there is no such user, which only those learn who may see all. Otherwise the call remembers the user's organisation.</summary>
    public static async ValueTask<Error?> RefuseUnknownAsync(Call call, IDatabaseSession session, string userId)
    {
        if (await FindOrganisationAsync(session, userId) is not { } organisationId)
        {
            return IamErrors.UserNotFound.With(ShownText.Cut(userId));
        }

        call.Trail.DomainId = organisationId;
        return null;
    }

    /// <summary>The organisation of a user; null if there is no such user.</summary>
    public static ValueTask<string?> FindOrganisationAsync(IDatabaseSession session, string userId) =>
        session.QueryFirstOrDefaultAsync($"SELECT organisation_id FROM iam_users WHERE id = {userId}", static row => row.GetString(0));
}
