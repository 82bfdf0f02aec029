using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.Users;

/// <summary>The project that a user signs in to when they ask for none.</summary>
internal static class DefaultProject
{
    /// <summary>
    /// 400 for an organisation. A project that is not there is taken, as in Keystone: it may come later, and whoever has no role in it signs in to no project.
    /// </summary>
    public static async ValueTask<Error?> RefuseAsync(IDatabaseSession session, string? projectId) =>
        projectId is not null && await Organisation.ExistsAsync(session, projectId)
            ? CommonErrors.InvalidRequest.With("user.default_project_id: is an organisation, not a project")
            : null;
}
