using System.Data.Common;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager;

/// <summary>A secret that the caller has access to, as a call that is about it needs it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OwnerId">Its owner.</param>
/// <param name="IsAccessControlEnabled">Whether it has a list of allowed subjects.</param>
/// <param name="VersionCount">Its versions that are not destroyed.</param>
internal sealed record AccessibleSecret(string Id, string Name, string OwnerId, bool IsAccessControlEnabled, long VersionCount);

/// <summary>
/// Finds secrets for calls that need access to them: everything but the lists of secrets and what they show, which roles alone decide. A list takes away and never
/// gives (spec/secrets-and-kms.md 2.6).
/// </summary>
internal sealed class SecretAccess(AllowLists allowLists)
{
    /// <summary>The condition that access control admits the caller, for statements that call the table of secrets <c>s</c>.</summary>
    public Sql Admits(Call call) =>
        allowLists.Admits(SecretsManagerModule.Id, call.Caller, call.ProjectId, $"s.id", $"s.is_access_control_enabled", $"s.owner_id");

    /// <summary>The secret, or the refusal: unknown comes before forbidden. Its name goes to the trail.</summary>
    public async ValueTask<Outcome<AccessibleSecret>> FindAsync(IDatabaseSession session, Call call, string secretId)
    {
        var row = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT s.id, s.name, s.owner_id, s.is_access_control_enabled, s.version_count, CASE WHEN {Admits(call)} THEN 1 ELSE 0 END
            FROM secrets_secrets s WHERE s.project_id = {call.ProjectId} AND s.id = {secretId}
            """,
            Row.Read);
        if (row is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = row.Secret.Name;
        return row.IsAdmitted ? row.Secret : SecretErrors.AccessDenied;
    }

    /// <summary>The same for a change: until the transaction ends nobody else changes the secret, its versions or its list.</summary>
    public async ValueTask<Outcome<AccessibleSecret>> HoldAsync(ITransaction transaction, Call call, string secretId)
    {
        await HoldAsync(transaction, call.ProjectId, secretId);
        return await FindAsync(transaction, call, secretId);
    }

    /// <summary>Keeps everybody else from changing a secret until the transaction ends. Does nothing if there is none.</summary>
    public static async ValueTask HoldAsync(ITransaction transaction, string projectId, string secretId) =>
        // An update that changes nothing locks the row on PostgreSQL; SQLite has one writer anyway.
        await transaction.ExecuteAsync($"UPDATE secrets_secrets SET version_count = version_count WHERE project_id = {projectId} AND id = {secretId}");

    private sealed record Row(AccessibleSecret Secret, bool IsAdmitted)
    {
        public static readonly Func<DbDataReader, Row> Read = static row => new(
            new AccessibleSecret(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) != 0, row.GetInt64(4)),
            row.GetInt64(5) != 0);
    }
}
