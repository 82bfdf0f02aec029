using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>A role as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="OrganisationId">The organisation that it belongs to, where it stands for the global roles that it implies; null for a global role.</param>
/// <param name="IsBuiltIn">Whether it is a row of <see cref="RoleTable"/>: only those hold permissions, whatever others are called.</param>
/// <param name="Options">Its options.</param>
/// <param name="Extra">Attributes of a caller's own (<see cref="ExtraAttributes"/>).</param>
internal sealed record Role(string Id, string Name, string? Description, string? OrganisationId, bool IsBuiltIn, ResourceOptions Options, string? Extra)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, name, description, organisation_id, is_built_in, options, extra";

    public static Role Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetInt64(4) == 1,
        ResourceOptions.Parse(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetString(6));

    /// <summary>The role of that id; null if there is none.</summary>
    public static ValueTask<Role?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_roles WHERE id = {id}", Read);

    /// <summary>Keeps a new role; false if the name is taken where it would be.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, Role role, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_roles (id, organisation_id, name, name_key, description, is_built_in, options, extra, created_at)
        VALUES ({role.Id}, {role.OrganisationId}, {role.Name}, {NameKey.Of(role.Name)}, {role.Description}, {role.IsBuiltIn}, {role.Options.ToColumn()}, {role.Extra}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>Keeps what a role has become; false if the name is taken where it is.</summary>
    public static async ValueTask<bool> UpdateAsync(ITransaction transaction, Role role)
    {
        var key = NameKey.Of(role.Name);
        return await transaction.ExecuteAsync($"""
            UPDATE iam_roles SET name = {role.Name}, name_key = {key}, description = {role.Description}, options = {role.Options.ToColumn()}, extra = {role.Extra}
            WHERE id = {role.Id} AND NOT EXISTS (
                SELECT 1 FROM iam_roles o WHERE COALESCE(o.organisation_id, '') = {role.OrganisationId ?? ""} AND o.name_key = {key} AND o.id <> {role.Id})
            """) > 0;
    }

    /// <summary>Deletes a role with everything that names it.</summary>
    public static async ValueTask DeleteAsync(ITransaction transaction, string id)
    {
        var named = $"% {id} %";
        await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE role_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_role_implications WHERE prior_id = {id} OR implied_id = {id}");
        await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE ' ' || role_ids || ' ' LIKE {named}");
        await transaction.ExecuteAsync($"DELETE FROM iam_roles WHERE id = {id}");
    }

    /// <summary>The role on the wire.</summary>
    public RoleBody ToBody(Call call) => new(Id, Name, OrganisationId, Description, Options.ToBody(), IamLinks.To(call, "roles", Id))
    {
        Extra = ExtraAttributes.ToWire(Extra),
    };
}
