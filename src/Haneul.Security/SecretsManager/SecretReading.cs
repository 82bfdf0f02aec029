using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Reads secrets and versions as answers show them.</summary>
internal static class SecretReading
{
    /// <summary>A secret without its values; null if the project has none of that id. Whoever may see secrets sees it: <c>is_accessible</c> tells the rest.</summary>
    public static ValueTask<Secret?> ReadAsync(IDatabaseSession session, SecretAccess access, Call call, string secretId) => session.QueryFirstOrDefaultAsync(
        $"SELECT {SecretRow.Columns(access.Admits(call))} FROM secrets_secrets s WHERE s.project_id = {call.ProjectId} AND s.id = {secretId}",
        SecretRow.Read);

    /// <summary>A version without its value.</summary>
    public static ValueTask<SecretVersion?> ReadVersionAsync(IDatabaseSession session, string projectId, string secretId, int version) => session.QueryFirstOrDefaultAsync(
        $"SELECT {SecretRow.VersionColumns} FROM secrets_versions WHERE project_id = {projectId} AND secret_id = {secretId} AND version = {version}",
        SecretRow.ReadVersion);
}
