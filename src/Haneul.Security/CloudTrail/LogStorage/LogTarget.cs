using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.LogStorage.Buckets;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Where a project has its events stored, and how that goes.</summary>
internal sealed record LogTarget
{
    public required string ProjectId { get; init; }

    /// <summary>The organisation of the project.</summary>
    public required string DomainId { get; init; }

    /// <summary>Null for the operator's folder.</summary>
    public BucketAddress? Bucket { get; init; }

    /// <summary>The secret key of the bucket, enclosed (<see cref="BucketSecrets"/>).</summary>
    public byte[]? Secret { get; init; }

    public required int IntervalMinutes { get; init; }

    /// <summary><see cref="Wire.CloudTrail.LogStorageFormats"/>.</summary>
    public required string Format { get; init; }

    public required long EnabledAt { get; init; }

    public required long UpdatedAt { get; init; }

    public long? LastWriteAt { get; init; }

    public string? LastObject { get; init; }

    /// <summary>Code of the last failure; null if the last attempt succeeded.</summary>
    public string? LastError { get; init; }

    public long? LastErrorAt { get; init; }

    /// <summary>Failed attempts since the last one that succeeded.</summary>
    public int Failures { get; init; }

    /// <summary>Removes a target with everything that is known of it.</summary>
    public static async ValueTask RemoveAsync(ITransaction transaction, string projectId)
    {
        await LogStream.EndAsync(transaction, projectId, TrailCategory.Project);
        await LogStream.EndAsync(transaction, projectId, TrailCategory.Organisation);
        await transaction.ExecuteAsync($"DELETE FROM trail_log_targets WHERE project_id = {projectId}");
    }

    /// <summary>The target of a project.</summary>
    public static ValueTask<LogTarget?> FindAsync(IDatabaseSession session, string projectId) => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT project_id, domain_id, endpoint, region, bucket, access_key_id, secret, interval_minutes, format, enabled_at, updated_at, last_write_at, last_object,
            last_error, last_error_at, failures
        FROM trail_log_targets WHERE project_id = {projectId}
        """,
        Read);

    /// <summary>The statement that stores the settings; what has happened so far is kept, but for the last error, which was of the settings before.</summary>
    public Sql Store() => $"""
        INSERT INTO trail_log_targets (project_id, domain_id, endpoint, region, bucket, access_key_id, secret, interval_minutes, format, enabled_at, updated_at, failures)
        VALUES ({ProjectId}, {DomainId}, {Bucket?.Endpoint}, {Bucket?.Region}, {Bucket?.Name}, {Bucket?.AccessKeyId}, {Secret}, {IntervalMinutes}, {Format}, {EnabledAt}, {UpdatedAt}, 0)
        ON CONFLICT (project_id) DO UPDATE SET domain_id = excluded.domain_id, endpoint = excluded.endpoint, region = excluded.region, bucket = excluded.bucket,
            access_key_id = excluded.access_key_id, secret = excluded.secret, interval_minutes = excluded.interval_minutes, format = excluded.format,
            updated_at = excluded.updated_at, last_error = NULL, last_error_at = NULL, failures = 0
        """;

    private static LogTarget Read(DbDataReader row) => new()
    {
        ProjectId = row.GetString(0),
        DomainId = row.GetString(1),
        Bucket = row.IsDBNull(2) ? null : new BucketAddress(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
        Secret = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
        IntervalMinutes = (int)row.GetInt64(7),
        Format = row.GetString(8),
        EnabledAt = row.GetInt64(9),
        UpdatedAt = row.GetInt64(10),
        LastWriteAt = row.IsDBNull(11) ? null : row.GetInt64(11),
        LastObject = row.IsDBNull(12) ? null : row.GetString(12),
        LastError = row.IsDBNull(13) ? null : row.GetString(13),
        LastErrorAt = row.IsDBNull(14) ? null : row.GetInt64(14),
        Failures = (int)row.GetInt64(15),
    };
}
