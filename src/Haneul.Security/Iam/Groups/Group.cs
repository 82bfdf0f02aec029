using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>A group of users as it is kept: what it is given, its members hold.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganisationId">The organisation that it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; empty for nothing said.</param>
/// <param name="Extra">Attributes of a caller's own (<see cref="ExtraAttributes"/>).</param>
internal sealed record Group(string Id, string OrganisationId, string Name, string Description, string? Extra)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, organisation_id, name, description, extra";

    public static Group Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));

    /// <summary>The group of that id; null if there is none.</summary>
    public static ValueTask<Group?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_groups WHERE id = {id}", Read);

    /// <summary>Keeps a new group; false if the name is taken.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, Group group, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_groups (id, organisation_id, name, name_key, description, extra, created_at)
        VALUES ({group.Id}, {group.OrganisationId}, {group.Name}, {NameKey.Of(group.Name)}, {group.Description}, {group.Extra}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>Keeps a change; false if the name is taken.</summary>
    public static async ValueTask<bool> UpdateAsync(ITransaction transaction, Group group) => await transaction.ExecuteAsync($"""
        UPDATE iam_groups SET name = {group.Name}, name_key = {NameKey.Of(group.Name)}, description = {group.Description}, extra = {group.Extra}
        WHERE id = {group.Id}
          AND NOT EXISTS (SELECT 1 FROM iam_groups o WHERE o.organisation_id = {group.OrganisationId} AND o.name_key = {NameKey.Of(group.Name)} AND o.id <> {group.Id})
        """) > 0;

    /// <summary>The group on the wire.</summary>
    public GroupBody ToBody(Call call) => new(Id, Name, OrganisationId, Description, IamLinks.To(call, "groups", Id))
    {
        Attributes = ExtraAttributes.ToWire(Extra),
    };

    /// <summary>The group as one of a user's.</summary>
    public GroupOfUserBody ToMembership(Call call) => new(Id, Name, OrganisationId, Description, MembershipExpiresAt: null, IamLinks.To(call, "groups", Id))
    {
        Attributes = ExtraAttributes.ToWire(Extra),
    };
}
