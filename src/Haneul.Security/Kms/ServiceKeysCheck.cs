using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.Kms;

/// <summary>Every term of every service key must unwrap.</summary>
internal sealed class ServiceKeysCheck(IDatabase database, ServiceKeys keys) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "service keys";

    /// <inheritdoc />
    public async ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation)
    {
        long examined = 0, failed = 0;
        string? first = null;
        var (project, service, term) = ("", "", 0L);
        while (true)
        {
            var rows = await database.ReadAsync(
                session => session.QueryAsync(
                    $"""
                    SELECT project_id, service, term FROM kms_service_keys WHERE (project_id, service, term) > ({project}, {service}, {term})
                    ORDER BY project_id, service, term LIMIT {EnvelopeWalk.PageSize}
                    """,
                    static row => (row.GetString(0), row.GetString(1), row.GetInt64(2))),
                cancellation);
            if (rows.Count == 0)
            {
                return new BackupCheckResult(examined, failed, first);
            }

            foreach (var row in rows)
            {
                (project, service, term) = row;
                examined++;
                try
                {
                    (await keys.LeaseAsync(project, service, (int)Math.Clamp(term, 0, int.MaxValue), cancellation)).Dispose();
                }
                catch (EnvelopeException exception)
                {
                    failed++;
                    first ??= $"project {project}, {service}, term {term}: {exception.Message}";
                }
            }
        }
    }
}
