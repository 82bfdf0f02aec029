using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>Numbers every change of a secret and keeps it, in the transaction of the change.</summary>
internal sealed class ChangeLog(ChangeStreams streams, TimeProvider time) : ISecretObserver
{
    /// <inheritdoc />
    public async ValueTask OnChangedAsync(ITransaction transaction, Call? call, SecretChange change)
    {
        // The row stays locked until the commit: whoever comes next waits, so numbers become visible in their order and none is ever skipped.
        var number = await transaction.QueryFirstOrDefaultAsync(
            $"""
            INSERT INTO secrets_change_numbers (project_id, newest, swept) VALUES ({change.ProjectId}, 1, 0)
            ON CONFLICT (project_id) DO UPDATE SET newest = secrets_change_numbers.newest + 1
            RETURNING newest
            """,
            static row => row.GetInt64(0));

        // A secret that were gone already would show this change to nobody: better unseen than seen by the wrong ones.
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_changes (project_id, number, secret_id, name, kind, version, changed_at, is_access_control_enabled, owner_id)
            VALUES ({change.ProjectId}, {number}, {change.SecretId}, {change.Name}, {change.Kind}, {change.Version}, {UnixTime.ToMicroseconds(time.GetUtcNow())},
                COALESCE((SELECT s.is_access_control_enabled FROM secrets_secrets s WHERE s.project_id = {change.ProjectId} AND s.id = {change.SecretId}), 1),
                (SELECT s.owner_id FROM secrets_secrets s WHERE s.project_id = {change.ProjectId} AND s.id = {change.SecretId}))
            """);

        // An answer starts after the commit, so whoever is woken then finds the change. What a job changes is found by the next look (ChangeStreams).
        call?.Context.Response.OnStarting(
            static state =>
            {
                var (streams, projectId) = ((ChangeStreams, string))state;
                streams.Wake(projectId);
                return Task.CompletedTask;
            },
            (streams, change.ProjectId));
    }
}
