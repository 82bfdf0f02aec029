using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>A limit as it is kept, with what it has from the registered limit that it stands in for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">The project that it is for; null for one of an organisation.</param>
/// <param name="OrganisationId">The organisation that it is for; null for one of a project.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="Value">The limit; -1 for none.</param>
/// <param name="Description">Free text.</param>
/// <param name="OwnerId">The organisation that it belongs to: its own or that of its project.</param>
internal sealed record Limit(string Id, string? ProjectId, string? OrganisationId, LimitedResource Resource, long Value, string? Description, string OwnerId)
{
    /// <summary>All limits with what <see cref="Read"/> takes, as <c>l</c>, their registered limits as <c>r</c> and their projects as <c>p</c>.</summary>
    public static Sql Select => $"""
        SELECT l.id, l.project_id, l.organisation_id, r.service_id, r.region_id, r.resource_name, l.resource_limit, l.description,
               COALESCE(l.organisation_id, p.organisation_id)
        FROM iam_limits l
        JOIN iam_registered_limits r ON r.id = l.registered_limit_id
        LEFT JOIN iam_projects p ON p.id = l.project_id
        """;

    public static Limit Read(DbDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        LimitedResource.Read(row, 3),
        row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.GetString(8));

    /// <summary>The limit of that id; null if there is none.</summary>
    public static ValueTask<Limit?> FindAsync(IDatabaseSession session, string id) => session.QueryFirstOrDefaultAsync($"{Select} WHERE l.id = {id}", Read);

    /// <summary>The limits of a project.</summary>
    public static ValueTask<List<Limit>> OfProjectAsync(IDatabaseSession session, string projectId) =>
        session.QueryAsync($"{Select} WHERE l.project_id = {projectId} ORDER BY l.id", Read);

    /// <summary>The limit on the wire.</summary>
    public LimitBody ToBody(Call call) =>
        new(Id, ProjectId, OrganisationId, Resource.ServiceId, Resource.RegionId, Resource.Name, Value, Description, IamLinks.To(call, "limits", Id));
}
