using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Addresses and signing secrets of rules must open.</summary>
internal sealed class RuleSecretsCheck(IDatabase database, IKeyring keyring) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "notification rules";

    /// <inheritdoc />
    // Few enough to be sorted for each page.
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => EnvelopeWalk.OpenAllAsync(
        database,
        keyring,
        static after => $"""
            SELECT purpose, id, envelope FROM (
                SELECT {RuleSecrets.UrlPurpose} AS purpose, project_id || ' ' || id || ' ' || category || ' ' || domain_id AS id, url AS envelope FROM trail_notification_rules
                UNION ALL SELECT {RuleSecrets.SecretPurpose}, project_id || ' ' || id || ' ' || secret_id, secret FROM trail_notification_rules
                UNION ALL SELECT {RuleSecrets.SecretPurpose}, project_id || ' ' || id || ' ' || previous_secret_id, previous_secret FROM trail_notification_rules
                    WHERE previous_secret IS NOT NULL) AS enclosed
            WHERE (purpose, id) > ({after?.Purpose ?? ""}, {after?.ResourceId ?? ""})
            ORDER BY purpose, id LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(new EnvelopeScope("", row.GetString(0), ProjectId: "", row.GetString(1), Version: 0), row.GetFieldValue<byte[]>(2)),
        cancellation);
}
