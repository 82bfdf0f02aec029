using System.Globalization;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Catalogue;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager;

/// <summary>Keeps values as envelopes and reads them back: what the operations on values share.</summary>
internal sealed partial class SecretValues(IDatabase database, IKeyring keyring, AllowLists allowLists, LastReads lastReads, ILogger<SecretValues> logger)
{
    /// <summary>Keeps envelopes of values apart from those of other tables.</summary>
    internal const string Purpose = "secret-version";

    /// <summary>Encloses a value for the version that it will be, under a user key or (null) the service key. Before the transaction that stores it.</summary>
    public async ValueTask<Outcome<SealedValue>> SealAsync(Call call, string secretId, int version, ProtectionKey? key, SecretBuffer value)
    {
        try
        {
            var scope = new EnvelopeScope(SecretsManagerModule.Id, Purpose, call.ProjectId, secretId, version);
            return await keyring.SealInPartsAsync(scope, key, value.Memory, call.Context.RequestAborted);
        }
        catch (EnvelopeException exception)
        {
            LogKeyDamaged(call.RequestId, call.ProjectId, key?.Id ?? SecretsManagerModule.Id, exception);
            return SecretErrors.KeyDamaged;
        }
    }

    /// <summary>Stores a sealed value as a version that is Active.</summary>
    public static async ValueTask StoreAsync(
        ITransaction transaction, string projectId, string secretId, int version, ProtectionKey? key, SealedValue value, long now)
    {
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_versions (project_id, secret_id, version, status, ciphertext, created_at, kms_key_id, kms_key_name, kms_key_version)
            VALUES ({projectId}, {secretId}, {version}, {VersionStatus.Active}, {value.Ciphertext}, {now}, {key?.Id}, {key?.Name}, {key?.Version})
            """);
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_data_keys (project_id, secret_id, version, wrapped, term)
            VALUES ({projectId}, {secretId}, {version}, {value.WrappedKey}, {(key is null ? IKeyring.TermOf(value.WrappedKey) : 0)})
            """);
    }

    /// <summary>The value of a version, null for the default one. It is on the trail whatever comes of it.</summary>
    public async ValueTask<Outcome<SecretValueAnswer>> ReadAsync(Call call, string secretId, int? version)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var row = await FindAsync(call, secretId, version);
        if (row is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = row.Name;
        call.Trail.AddFact("version", row.Version.ToString(CultureInfo.InvariantCulture));
        if (!row.IsAdmitted)
        {
            return SecretErrors.AccessDenied;
        }

        if (row.Status is null)
        {
            return SecretErrors.UnknownVersion.With(row.Version);
        }

        // Never another version in its place: the caller would take an old value for the current one (spec/secrets-and-kms.md 2.3).
        if (row.Status != VersionStatus.Active)
        {
            return SecretErrors.VersionNotActive.With(row.Version, row.Status);
        }

        var opened = await OpenAsync(call, secretId, row.Version, row.KeyId, new SealedValue(row.WrappedKey ?? [], row.Ciphertext ?? []));
        if (opened.Error is { } error)
        {
            return error;
        }

        lastReads.Note(call, secretId);
        return new SecretValueAnswer(opened.Value);
    }

    /// <summary>Opens what is stored of a version that may be read. Whoever then shows the value notes that it was read.</summary>
    public async ValueTask<Outcome<SecretBuffer>> OpenAsync(Call call, string secretId, int version, string? keyId, SealedValue stored)
    {
        try
        {
            var scope = new EnvelopeScope(SecretsManagerModule.Id, Purpose, call.ProjectId, secretId, version);
            var value = await keyring.OpenPartsAsync(scope, keyId, stored, call.Context.RequestAborted);
            return value is null ? SecretErrors.KeyNotUsable.With(version) : value;
        }
        catch (EnvelopeException exception)
        {
            LogDamaged(call.RequestId, call.ProjectId, secretId, version, exception);
            return SecretErrors.ValueDamaged.With(version);
        }
    }

    // One statement for secret and version: the hottest read of the product.
    private ValueTask<Row?> FindAsync(Call call, string secretId, int? version)
    {
        var projectId = call.ProjectId;
        Sql wanted = version switch
        {
            { } number => $"{number}",
            null => $"s.default_version",
        };
        var admits = allowLists.Admits(SecretsManagerModule.Id, call.Caller, projectId, $"s.id", $"s.is_access_control_enabled", $"s.owner_id");
        return database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"""
                SELECT s.name, {wanted}, v.status, v.kms_key_id, k.wrapped, v.ciphertext, CASE WHEN {admits} THEN 1 ELSE 0 END
                FROM secrets_secrets s
                LEFT JOIN secrets_versions v ON v.project_id = s.project_id AND v.secret_id = s.id AND v.version = {wanted}
                LEFT JOIN secrets_data_keys k ON k.project_id = v.project_id AND k.secret_id = v.secret_id AND k.version = v.version
                WHERE s.project_id = {projectId} AND s.id = {secretId}
                """,
                Row.Read),
            call.Context.RequestAborted);
    }

    [LoggerMessage(300, LogLevel.Critical, "Request {RequestId}: the stored value of secret {SecretId} version {Version} of project {ProjectId} did not open: it was damaged, changed or moved.")]
    private partial void LogDamaged(string requestId, string projectId, string secretId, int version, Exception exception);

    [LoggerMessage(301, LogLevel.Critical, "Request {RequestId}: the key {KeyId} of project {ProjectId} did not open to protect a new value.")]
    private partial void LogKeyDamaged(string requestId, string projectId, string keyId, Exception exception);

    /// <param name="Name">Name of the secret.</param>
    /// <param name="Version">The version that was asked for.</param>
    /// <param name="Status">Its status; null if there is no such version.</param>
    /// <param name="KeyId">The user key that protects it; null for the service key.</param>
    /// <param name="WrappedKey">Its data key; null once it is destroyed.</param>
    /// <param name="Ciphertext">Its value; null once it is destroyed.</param>
    /// <param name="IsAdmitted">Whether access control lets the caller read it.</param>
    private sealed record Row(string Name, int Version, string? Status, string? KeyId, byte[]? WrappedKey, byte[]? Ciphertext, bool IsAdmitted)
    {
        public static readonly Func<System.Data.Common.DbDataReader, Row> Read = static row => new(
            row.GetString(0),
            (int)row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
            row.GetInt64(6) != 0);
    }
}
