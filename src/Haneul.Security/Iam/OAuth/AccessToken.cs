using System.Data.Common;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.OAuth;

/// <summary>What a user has let a consumer do, as it is kept, but for the secret.</summary>
internal sealed record AccessToken(string Id, string ConsumerId, string UserId, string ProjectId, string[] RoleIds, long ExpiresAt, string OrganisationId)
{
    /// <summary>The columns that <see cref="Read"/> takes, of the table as <c>a</c>.</summary>
    public static Sql Columns => $"a.id, a.consumer_id, a.user_id, a.project_id, a.role_ids, a.expires_at, (SELECT organisation_id FROM iam_users WHERE id = a.user_id)";

    public static AccessToken Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Roles.RoleIds.Split(row.GetString(4)), row.GetInt64(5), row.GetString(6));

    /// <summary>The access token of that id that a user has authorised, for a caller who may look at it. One that has expired is gone.</summary>
    public static async ValueTask<Outcome<AccessToken>> FindAsync(Call call, IDatabaseSession session, Policy policy, string userId, string id)
    {
        call.Trail.ResourceId = id;
        if (policy.Refuse(call) is { } refused)
        {
            return refused;
        }

        var found = await session.QueryFirstOrDefaultAsync(
            $"SELECT {Columns} FROM iam_oauth_access_tokens a WHERE a.id = {id} AND a.user_id = {userId} AND a.expires_at > {UnixTime.ToMicroseconds(call.Now)}", Read);
        if (found is null)
        {
            return OAuthErrors.AccessTokenNotFound.With(ShownText.Cut(id));
        }

        call.Trail.DomainId = found.OrganisationId;
        return found;
    }

    /// <summary>The collection in paths and links.</summary>
    public static string CollectionOf(string userId) => $"users/{Uri.EscapeDataString(userId)}/OS-OAUTH1/access_tokens";

    /// <summary>The access token on the wire.</summary>
    public AccessTokenBody ToBody(Call call)
    {
        var self = IamLinks.To(call, CollectionOf(UserId), Id).Self;
        return new(Id, ConsumerId, ProjectId, UserId, UnixTime.ToWire(ExpiresAt), new AccessTokenLinks($"{self}/roles", self));
    }

    /// <summary>A role of it.</summary>
    public static AccessTokenRoleBody RoleToWire(Call call, Role role) => new(
        role.Id,
        role.Name,
        role.OrganisationId,
        role.Options.ToBody(),
        IamLinks.To(call, "roles", role.Id));
}
