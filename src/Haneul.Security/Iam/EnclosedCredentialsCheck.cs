using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.Iam.Credentials;
using Haneul.Security.Iam.DomainConfiguration;
using Haneul.Security.Iam.OAuth;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.Security.Iam;

/// <summary>What identity keeps enclosed and not as a MAC must open: credentials, second factors, secrets of OAuth1, options that are never shown.</summary>
internal sealed class EnclosedCredentialsCheck(IDatabase database, IKeyring keyring) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "enclosed credentials";

    /// <inheritdoc />
    // Few enough to be sorted for each page.
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => EnvelopeWalk.OpenAllAsync(
        database,
        keyring,
        static after => $"""
            SELECT purpose, id, envelope FROM (
                SELECT {CredentialBlobs.Purpose} AS purpose, id || ' ' || user_id || ' ' || COALESCE(project_id, '-') || ' ' || type AS id, sealed AS envelope FROM iam_credentials
                UNION ALL SELECT {SecondFactorSecrets.Purpose}, id || ' ' || user_id, sealed FROM iam_second_factors
                UNION ALL SELECT {OAuthSecrets.Consumer}, id, secret FROM iam_oauth_consumers
                UNION ALL SELECT {OAuthSecrets.RequestToken}, id, secret FROM iam_oauth_request_tokens
                UNION ALL SELECT {OAuthSecrets.AccessToken}, id, secret FROM iam_oauth_access_tokens
                UNION ALL SELECT {GivenOptions.Purpose}, organisation_id || '/' || group_name || '/' || option_name, envelope FROM iam_domain_options WHERE envelope IS NOT NULL) AS enclosed
            WHERE (purpose, id) > ({after?.Purpose ?? ""}, {after?.ResourceId ?? ""})
            ORDER BY purpose, id LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(new EnvelopeScope("", row.GetString(0), ProjectId: "", row.GetString(1), Version: 0), row.GetFieldValue<byte[]>(2)),
        cancellation);
}
