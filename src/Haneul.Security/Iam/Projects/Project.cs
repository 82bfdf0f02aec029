using System.Data.Common;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>A project as it is kept.</summary>
internal sealed record Project(string Id, string OrganisationId, string Name, string Description, bool IsEnabled, string Tags)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, organisation_id, name, description, enabled, tags";

    public static Project Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4) == 1, row.GetString(5));

    /// <summary>The project of that id; null if there is none.</summary>
    public static ValueTask<Project?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_projects WHERE id = {id}", Read);

    /// <summary>Keeps a new project; false if the name is taken.</summary>
    public static async ValueTask<bool> InsertAsync(ITransaction transaction, Project project, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_projects (id, organisation_id, name, name_key, description, enabled, tags, created_at)
        VALUES ({project.Id}, {project.OrganisationId}, {project.Name}, {NameKey.Of(project.Name)}, {project.Description}, {project.IsEnabled}, {project.Tags}, {now})
        ON CONFLICT DO NOTHING
        """) > 0;

    /// <summary>The project on the wire, in the shape of seed 1.</summary>
    /// <param name="call">The call that is answered.</param>
    /// <param name="isChange">Whether the answer is to a change, where Keystone shows extra fields.</param>
    public ProjectBody ToBody(Call call, bool isChange = false) => new(
        Id,
        Name,
        OrganisationId,
        Description,
        IsEnabled,
        ParentId: OrganisationId,
        IsDomain: false,
        Tags.Split(',', StringSplitOptions.RemoveEmptyEntries),
        isChange ? NoOptions.Value : null,
        NoOptions.Value,
        IamLinks.To(call, "projects", Id));
}
