using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Lists the roles that a user has let a consumer act with.</summary>
internal static class ListAccessTokenRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListAccessTokenRoles",
        OAuthPolicies.ListAccessTokenRoles.Permission,
        TrailRule.Organisation("List Access Token Roles", "OAuth Access Token"),
        IamErrors.DelegatedChange, OAuthErrors.AccessTokenNotFound);

    public static Task<Outcome<AccessTokenRolesResponse>> HandleAsync(string user_id, string access_token_id, Call call, IDatabase database, RoleDirectory directory) =>
        database.ReadAsync<Outcome<AccessTokenRolesResponse>>(async session =>
        {
            var found = await AccessToken.FindAsync(call, session, OAuthPolicies.ListAccessTokenRoles, user_id, access_token_id);
            if (found.Error is { } error)
            {
                return error;
            }

            var roles = await directory.GetAsync(session);
            return new AccessTokenRolesResponse(
                [.. found.Value.RoleIds.Select(roles.FindById).OfType<Role>().Select(role => AccessToken.RoleToWire(call, role))],
                IamLinks.ToList(call, $"{AccessToken.CollectionOf(user_id)}/{Uri.EscapeDataString(access_token_id)}/roles"));
        }, call.Context.RequestAborted).AsTask();
}
