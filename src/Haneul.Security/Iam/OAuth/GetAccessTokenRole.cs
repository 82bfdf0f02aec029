using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Shows a role that a user has let a consumer act with.</summary>
internal static class GetAccessTokenRole
{
    public static readonly Operation Operation = new(
        "iam", "GetAccessTokenRole",
        OAuthPolicies.GetAccessTokenRole.Permission,
        TrailRule.Organisation("Get Access Token Role", "OAuth Access Token"),
        IamErrors.DelegatedChange, OAuthErrors.AccessTokenNotFound, OAuthErrors.RoleNotAuthorised);

    public static Task<Outcome<AccessTokenRoleResponse>> HandleAsync(
        string user_id, string access_token_id, string role_id, Call call, IDatabase database, RoleDirectory directory) =>
        database.ReadAsync<Outcome<AccessTokenRoleResponse>>(async session =>
        {
            var found = await AccessToken.FindAsync(call, session, OAuthPolicies.GetAccessTokenRole, user_id, access_token_id);
            if (found.Error is { } error)
            {
                return error;
            }

            var roles = await directory.GetAsync(session);
            return found.Value.RoleIds.Contains(role_id, StringComparer.Ordinal) && roles.FindById(role_id) is { } role
                ? new AccessTokenRoleResponse(AccessToken.RoleToWire(call, role))
                : OAuthErrors.RoleNotAuthorised.With(ShownText.Cut(role_id));
        }, call.Context.RequestAborted).AsTask();
}
