using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Keys;

/// <summary>Keys and their lists, for the explanation of decisions.</summary>
internal sealed class ListedKeys(AllowLists allowLists) : IListedResources
{
    /// <inheritdoc />
    public string Service => KmsModule.Id;

    /// <inheritdoc />
    public ErrorCode Refusal => KmsErrors.AccessDenied;

    /// <inheritdoc />
    public Permission Sight => KmsPermissions.Read;

    /// <inheritdoc />
    public ValueTask<ResourceStanding?> FindAsync(IDatabaseSession session, string projectId, string resourceId, string userId) => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT k.is_access_control_enabled, CASE WHEN k.owner_id = {userId} OR {allowLists.Lists(KmsModule.Id, userId, projectId, $"k.id")} THEN 1 ELSE 0 END
        FROM kms_keys k WHERE k.project_id = {projectId} AND k.id = {resourceId}
        """,
        static row => new ResourceStanding(row.GetInt64(0) != 0, row.GetInt64(1) != 0));
}
