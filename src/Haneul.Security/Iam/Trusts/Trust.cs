using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>A trust as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TrustorUserId">Who trusts.</param>
/// <param name="TrusteeUserId">Who is trusted.</param>
/// <param name="ProjectId">The project of its tokens; null for none.</param>
/// <param name="IsImpersonating">Whether its tokens are the trustor's and not the trustee's.</param>
/// <param name="RoleIds">The roles that it names.</param>
/// <param name="GrantedRoleIds">Those, and what they implied when it was made: a role that comes to imply more later does not widen it.</param>
/// <param name="ExpiresAt">When it ends, microseconds; null for never.</param>
/// <param name="RemainingUses">How many tokens may still be made with it; null for any number.</param>
/// <param name="RedelegatedTrustId">The trust that it was made with.</param>
/// <param name="RedelegationCount">How many steps it may still be passed on.</param>
/// <param name="Extra">Attributes of a caller's own.</param>
/// <param name="OrganisationId">The organisation of the trustor, whose event it is.</param>
internal sealed record Trust(
    string Id,
    string TrustorUserId,
    string TrusteeUserId,
    string? ProjectId,
    bool IsImpersonating,
    string[] RoleIds,
    string[] GrantedRoleIds,
    long? ExpiresAt,
    long? RemainingUses,
    string? RedelegatedTrustId,
    long RedelegationCount,
    string? Extra,
    string OrganisationId)
{
    /// <summary>The columns that <see cref="Read"/> takes, of the table as <c>t</c>.</summary>
    public static Sql Columns => $"""
        t.id, t.trustor_user_id, t.trustee_user_id, t.project_id, t.impersonation, t.role_ids, t.granted_role_ids, t.expires_at, t.remaining_uses,
        t.redelegated_trust_id, t.redelegation_count, t.extra, (SELECT organisation_id FROM iam_users WHERE id = t.trustor_user_id)
        """;

    public static Trust Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetInt64(4) == 1,
        Roles.RoleIds.Split(row.GetString(5)),
        Roles.RoleIds.Split(row.GetString(6)),
        row.IsDBNull(7) ? null : row.GetInt64(7),
        row.IsDBNull(8) ? null : row.GetInt64(8),
        row.IsDBNull(9) ? null : row.GetString(9),
        row.GetInt64(10),
        row.IsDBNull(11) ? null : row.GetString(11),
        row.GetString(12));

    /// <summary>The trust of that id; null if there is none, and, as in Keystone, if it has expired or was used up.</summary>
    public static async ValueTask<Trust?> FindAsync(IDatabaseSession session, string id, DateTimeOffset now)
    {
        var trust = await session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_trusts t WHERE t.id = {id}", Read);
        return trust is null || trust.HasExpired(now) || trust.RemainingUses == 0 ? null : trust;
    }

    /// <summary>Keeps a new trust.</summary>
    public static async ValueTask InsertAsync(ITransaction transaction, Trust trust, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_trusts (id, trustor_user_id, trustee_user_id, project_id, impersonation, role_ids, granted_role_ids, expires_at, remaining_uses,
            redelegated_trust_id, redelegation_count, extra, created_at)
        VALUES ({trust.Id}, {trust.TrustorUserId}, {trust.TrusteeUserId}, {trust.ProjectId}, {trust.IsImpersonating}, {Roles.RoleIds.Join(trust.RoleIds)},
            {Roles.RoleIds.Join(trust.GrantedRoleIds)}, {trust.ExpiresAt}, {trust.RemainingUses}, {trust.RedelegatedTrustId}, {trust.RedelegationCount}, {trust.Extra}, {now})
        """);

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= UnixTime.ToMicroseconds(now);

    /// <summary>The trust on the wire.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="roles">The roles of the installation, to show those of the trust; null in lists, which leave them out.</param>
    public TrustBody ToBody(Call call, RoleSet? roles) => new(
        Id,
        TrustorUserId,
        TrusteeUserId,
        ProjectId,
        IsImpersonating,
        ExpiresAt is { } instant ? UnixTime.ToWire(instant) : null,
        RemainingUses,
        DeletedAt: null,
        RedelegatedTrustId,
        RedelegationCount,
        roles is null ? null : RolesToWire(call, roles),
        roles is null ? null : ListLinks.Whole($"{IamLinks.To(call, TrustRoutes.Collection, Id).Self}/roles"),
        IamLinks.To(call, TrustRoutes.Collection, Id))
    {
        Extra = ExtraAttributes.ToWire(Extra),
    };

    /// <summary>The roles that it names, but for those that are gone.</summary>
    public IReadOnlyList<DelegatedRoleBody> RolesToWire(Call call, RoleSet roles) => [.. RoleIds.Select(roles.FindById).OfType<Role>().Select(role => RoleToWire(call, role))];

    /// <summary>One role of it.</summary>
    public static DelegatedRoleBody RoleToWire(Call call, Role role) => new(
        role.Id,
        role.Name,
        role.OrganisationId,
        role.Description,
        role.Options.ToBody(),
        IamLinks.To(call, "roles", role.Id));
}
