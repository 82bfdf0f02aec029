using System.Globalization;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager;

/// <summary>Keeps values as envelopes and reads them back: what the operations on values share.</summary>
internal sealed partial class SecretValues(IDatabase database, IKeyring keyring, ILogger<SecretValues> logger)
{
    /// <summary>Keeps envelopes of values apart from those of other tables.</summary>
    internal const string Purpose = "secret-version";

    /// <summary>Encloses a value for the version that it will be. Before the transaction that stores it.</summary>
    public ValueTask<byte[]> SealAsync(string projectId, string secretId, int version, SecretBuffer value, CancellationToken cancellation) =>
        keyring.SealAsync(new EnvelopeScope(Purpose, projectId, secretId, version), value.Memory, cancellation);

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
        if (row.Status is null)
        {
            return SecretErrors.UnknownVersion.With(row.Version);
        }

        // Never another version in its place: the caller would take an old value for the current one (spec/secrets-and-kms.md 2.3).
        if (row.Status != VersionStatus.Active)
        {
            return SecretErrors.VersionNotActive.With(row.Version, row.Status);
        }

        try
        {
            var scope = new EnvelopeScope(Purpose, call.ProjectId, secretId, row.Version);
            return new SecretValueAnswer(await keyring.OpenAsync(scope, row.Envelope, call.Context.RequestAborted));
        }
        catch (EnvelopeException exception)
        {
            LogDamaged(call.RequestId, call.ProjectId, secretId, row.Version, exception);
            return SecretErrors.ValueDamaged.With(row.Version);
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
        return database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"""
                SELECT s.name, {wanted}, v.status, v.envelope
                FROM secrets_secrets s
                LEFT JOIN secrets_versions v ON v.project_id = s.project_id AND v.secret_id = s.id AND v.version = {wanted}
                WHERE s.project_id = {projectId} AND s.id = {secretId}
                """,
                Row.Read),
            call.Context.RequestAborted);
    }

    [LoggerMessage(300, LogLevel.Critical, "Request {RequestId}: the stored value of secret {SecretId} version {Version} of project {ProjectId} did not open: it was damaged, changed or moved.")]
    private partial void LogDamaged(string requestId, string projectId, string secretId, int version, Exception exception);

    /// <param name="Name">Name of the secret.</param>
    /// <param name="Version">The version that was asked for.</param>
    /// <param name="Status">Its status; null if there is no such version.</param>
    /// <param name="Envelope">Its value; null once it is destroyed.</param>
    private sealed record Row(string Name, int Version, string? Status, byte[]? Envelope)
    {
        public static readonly Func<System.Data.Common.DbDataReader, Row> Read = static row => new(
            row.GetString(0),
            (int)row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3));
    }
}
