using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Access;

/// <summary>What the token that is asked about would be for.</summary>
/// <param name="Scope">Its kind.</param>
/// <param name="Id">The id of the project or organisation; null for the installation.</param>
/// <param name="OrganisationId">The organisation that it is or belongs to; null for the installation.</param>
/// <param name="IsEnabled">Whether it is enabled.</param>
/// <param name="IsOrganisationEnabled">Whether its organisation is.</param>
internal sealed record AskedPlace(RoleScope Scope, string? Id, string? OrganisationId, bool IsEnabled, bool IsOrganisationEnabled)
{
    /// <summary>The project, if it is one.</summary>
    public string? ProjectId => Scope == RoleScope.Project ? Id : null;

    /// <summary>Finds it; null if there is no such project or organisation.</summary>
    public static ValueTask<AskedPlace?> FindAsync(IDatabaseSession session, AccessQuestion question, AskedSubject? subject)
    {
        if (question.OrganisationId is { } organisationId)
        {
            return session.QueryFirstOrDefaultAsync<AskedPlace?>(
                $"SELECT id, enabled FROM iam_organisations WHERE id = {organisationId}",
                static row => new AskedPlace(RoleScope.Domain, row.GetString(0), row.GetString(0), IsEnabled: true, row.GetInt64(1) == 1));
        }

        if (question.About == AskedAbout.User && question.ProjectId is null)
        {
            return new(new AskedPlace(RoleScope.System, Id: null, OrganisationId: null, IsEnabled: true, IsOrganisationEnabled: true));
        }

        var projectId = question.ProjectId ?? subject?.Key?.ProjectId ?? subject?.ServiceAccountProjectId;
        return session.QueryFirstOrDefaultAsync<AskedPlace?>(
            $"SELECT p.id, o.id, p.enabled, o.enabled FROM iam_projects p JOIN iam_organisations o ON o.id = p.organisation_id WHERE p.id = {projectId}",
            static row => new AskedPlace(RoleScope.Project, row.GetString(0), row.GetString(1), row.GetInt64(2) == 1, row.GetInt64(3) == 1));
    }

    /// <summary>What is answered where there is none, to those who see all.</summary>
    public static Error NotFound(AccessQuestion question) => question.OrganisationId is { } id
        ? OrganisationErrors.NotFound.With(ShownText.Cut(id))
        : IamErrors.ProjectNotFound.With(ShownText.Cut(question.ProjectId ?? ""));
}
