using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Access;

/// <summary>Secrets and their lists, for the explanation of decisions.</summary>
internal sealed class ListedSecrets(AllowLists allowLists) : IListedResources
{
    /// <inheritdoc />
    public string Service => SecretsManagerModule.Id;

    /// <inheritdoc />
    public ErrorCode Refusal => SecretErrors.AccessDenied;

    /// <inheritdoc />
    public Permission Sight => SecretPermissions.Read;

    /// <inheritdoc />
    public ValueTask<ResourceStanding?> FindAsync(IDatabaseSession session, string projectId, string resourceId, string userId) => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT s.is_access_control_enabled, CASE WHEN s.owner_id = {userId} OR {allowLists.Lists(SecretsManagerModule.Id, userId, projectId, $"s.id")} THEN 1 ELSE 0 END
        FROM secrets_secrets s WHERE s.project_id = {projectId} AND s.id = {resourceId}
        """,
        static row => new ResourceStanding(row.GetInt64(0) != 0, row.GetInt64(1) != 0));
}
