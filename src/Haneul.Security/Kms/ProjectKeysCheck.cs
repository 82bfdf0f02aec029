using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.Kms;

/// <summary>Every term of every project's key must unwrap.</summary>
internal sealed class ProjectKeysCheck(IDatabase database, ProjectKeys keys) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "keys of projects";

    /// <inheritdoc />
    public async ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation)
    {
        long examined = 0, failed = 0;
        string? first = null;
        var (project, term) = ("", 0L);
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync(
                    $"""
                    SELECT project_id, term FROM kms_project_keys WHERE (project_id, term) > ({project}, {term})
                    ORDER BY project_id, term LIMIT {EnvelopeWalk.PageSize}
                    """,
                    static row => (row.GetString(0), row.GetInt64(1))),
                cancellation);
            if (rows.Count == 0)
            {
                return new BackupCheckResult(examined, failed, first);
            }

            foreach (var row in rows)
            {
                (project, term) = row;
                examined++;
                try
                {
                    (await keys.LeaseAsync(project, (int)Math.Clamp(term, 0, int.MaxValue), cancellation)).Dispose();
                }
                catch (EnvelopeException exception)
                {
                    failed++;
                    first ??= $"project {project}, term {term}: {exception.Message}";
                }
            }
        }
    }
}
