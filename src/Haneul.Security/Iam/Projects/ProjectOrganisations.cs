using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Projects;

/// <summary>Whose a project is, from its row.</summary>
internal sealed class ProjectOrganisations : IProjectOrganisations
{
    /// <inheritdoc />
    public ValueTask<string?> FindAsync(IDatabaseSession session, string projectId) =>
        session.QueryFirstOrDefaultAsync($"SELECT organisation_id FROM iam_projects WHERE id = {projectId}", static row => row.GetString(0));
}
