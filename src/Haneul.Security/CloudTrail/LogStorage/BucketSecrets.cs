using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.CloudTrail.LogStorage.Buckets;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Encloses the secret keys of buckets under the installation's own key. An envelope is bound to the project and to where the key is used, so that a row whose endpoint somebody
/// changed in the database does not open. A backup is checked by opening them all.
/// </summary>
internal sealed class BucketSecrets(IDatabase database, IKeyring keyring) : IBackupCheck
{
    private const string Purpose = "trail-log-storage";

    /// <inheritdoc />
    public string Subject => "keys of log storage";

    /// <summary>Encloses a secret key.</summary>
    public async ValueTask<byte[]> SealAsync(string projectId, BucketAddress bucket, string secret, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        try
        {
            return await keyring.SealAsync(ScopeOf(projectId, bucket), bytes, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens one.</summary>
    public ValueTask<SecretBuffer> OpenAsync(string projectId, BucketAddress bucket, byte[] envelope, CancellationToken cancellation) =>
        keyring.OpenAsync(ScopeOf(projectId, bucket), envelope, cancellation);

    /// <inheritdoc />
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => EnvelopeWalk.OpenAllAsync(
        database,
        keyring,
        static after => $"""
            SELECT project_id, endpoint, region, bucket, access_key_id, secret FROM trail_log_targets
            WHERE secret IS NOT NULL AND project_id > {(after is { } last ? last.ResourceId.Split(' ')[0] : "")} ORDER BY project_id LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(
            ScopeOf(row.GetString(0), new BucketAddress(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))), row.GetFieldValue<byte[]>(5)),
        cancellation);

    // No part has a space in it.
    private static EnvelopeScope ScopeOf(string projectId, BucketAddress bucket) =>
        new("", Purpose, ProjectId: "", $"{projectId} {bucket.Endpoint} {bucket.Name} {bucket.AccessKeyId}", Version: 0);
}
