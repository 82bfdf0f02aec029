using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>A project as it is kept.</summary>
internal sealed record Project(string Id, string OrganisationId, string Name, string Description, bool IsEnabled, string Tags)
{
    /// <summary>The project above; null right below the organisation.</summary>
    public string? ParentId { get; init; }

    /// <summary>The projects above, the highest first, separated by spaces. A project never moves.</summary>
    public string AncestorIds { get; init; } = "";

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; init; } = ResourceOptions.None;

    /// <summary>Attributes of a caller's own.</summary>
    public string? Extra { get; init; }

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, organisation_id, name, description, enabled, tags, parent_id, ancestor_ids, options, extra";

    public static Project Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4) == 1, row.GetString(5))
    {
        ParentId = row.IsDBNull(6) ? null : row.GetString(6),
        AncestorIds = row.GetString(7),
        Options = ResourceOptions.Parse(row.GetString(8)),
        Extra = row.IsDBNull(9) ? null : row.GetString(9),
    };

    /// <summary>The project of that id; null if there is none.</summary>
    public static ValueTask<Project?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_projects WHERE id = {id}", Read);

    /// <summary>Keeps a new project; false if the name is taken.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, Project project, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_projects (id, organisation_id, name, name_key, description, enabled, tags, parent_id, ancestor_ids, options, extra, created_at)
        VALUES ({project.Id}, {project.OrganisationId}, {project.Name}, {NameKey.Of(project.Name)}, {project.Description}, {project.IsEnabled}, {project.Tags},
                {project.ParentId}, {project.AncestorIds}, {project.Options.ToColumn()}, {project.Extra}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>Keeps what has changed; false if the new name is taken.</summary>
    public static async ValueTask<bool> UpdateAsync(ITransaction transaction, Project project) => await transaction.ExecuteAsync($"""
        UPDATE iam_projects SET name = {project.Name}, name_key = {NameKey.Of(project.Name)}, description = {project.Description}, enabled = {project.IsEnabled},
               tags = {project.Tags}, options = {project.Options.ToColumn()}, extra = {project.Extra}
        WHERE id = {project.Id} AND NOT EXISTS (
            SELECT 1 FROM iam_projects o WHERE o.organisation_id = {project.OrganisationId} AND o.name_key = {NameKey.Of(project.Name)} AND o.id <> {project.Id})
        """) > 0;

    /// <summary>The project on the wire, in the shape of seed 1.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="isChange">Whether the answer is to a change, where Keystone shows the extra attributes twice.</param>
    public ProjectBody ToBody(Call call, bool isChange = false) => new(
        Id,
        Name,
        OrganisationId,
        Description,
        IsEnabled,
        ParentId ?? OrganisationId,
        IsDomain: false,
        ProjectTags.Split(Tags),
        isChange ? ExtraAttributes.ToWire(Extra) ?? [] : null,
        Options.ToBody(),
        IamLinks.To(call, "projects", Id))
    {
        Attributes = ExtraAttributes.ToWire(Extra),
    };
}
