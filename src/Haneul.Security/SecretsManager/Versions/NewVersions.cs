using System.Globalization;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Stores values as the next versions of secrets, under the key that the secret has now. Each becomes Active and the default.</summary>
internal sealed class NewVersions(IDatabase database, SecretValues values, SecretAccess access, IProtectionKeys keys, SecretObservers observers, VersionTurns turns)
{
    // Each failed try means that another node has changed the secret in the meantime.
    private const int MostTries = 16;

    /// <summary>
    /// Stores a value. A secret under a user key needs a caller who may use that key (spec/secrets-and-kms.md 1.3).
    /// The caller of this method keeps the value and wipes it. A condition of the call on the newest version is asked and told (<see cref="VersionPrecondition"/>).
    /// </summary>
    public async ValueTask<Outcome<SecretVersionResponse>> CreateAsync(Call call, string secretId, SecretBuffer value)
    {
        var precondition = VersionPrecondition.Read(call);
        if (precondition.Error is { } malformed)
        {
            return malformed;
        }

        using var turn = await turns.TakeAsync(secretId, call.Context.RequestAborted);
        Outcome<SecretVersionResponse> outcome = SecretErrors.VersionConflict;
        for (var tries = 0; tries < MostTries && outcome.Error?.Code == SecretErrors.VersionConflict; tries++)
        {
            outcome = await TryCreateAsync(call, secretId, value, precondition.Value);
        }

        if (outcome.Error is null)
        {
            call.Context.Response.Headers.ETag = VersionPrecondition.TagOf(outcome.Value.Version.Version);
        }

        return outcome;
    }

    /// <summary>
    /// The envelope is bound to the number of its version and made before the transaction, so the number is a guess until the update
    /// proves that nobody else has taken it.
    /// </summary>
    private async ValueTask<Outcome<SecretVersionResponse>> TryCreateAsync(Call call, string secretId, SecretBuffer value, VersionPrecondition precondition)
    {
        var found = await FindAsync(call, secretId);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var newest = found.Value;
        if (precondition.Refuse(newest.Version) is { } unmet)
        {
            return unmet;
        }

        if (newest.Count >= SecretLimits.VersionQuota || newest.Last == int.MaxValue)
        {
            return SecretErrors.QuotaReached.With(newest.Count);
        }

        ProtectionKey? key = null;
        if (newest.KeyId is { } keyId)
        {
            var usable = await keys.FindAsync(call, keyId, "secret_id");
            if (usable.Error is { } unusable)
            {
                return unusable;
            }

            key = usable.Value;
        }

        var next = newest.Last + 1;
        var sealedValue = await values.SealAsync(call, secretId, next, key, value);
        return sealedValue.Error is { } notSealed ? notSealed : await StoreAsync(call, secretId, newest, next, key, sealedValue.Value);
    }

    private ValueTask<Outcome<SecretVersionResponse>> StoreAsync(Call call, string secretId, Newest newest, int next, ProtectionKey? key, SealedValue value)
    {
        var projectId = call.ProjectId;
        var now = UnixTime.ToMicroseconds(call.Now);
        return call.WriteAsync<SecretVersionResponse>(database, async transaction =>
        {
            if (key is not null && !await keys.HoldAsync(transaction, projectId, key.Id))
            {
                return SecretErrors.KeyGone;
            }

            var changed = await transaction.ExecuteAsync(
                $"""
                UPDATE secrets_secrets AS s
                SET default_version = {next}, version_count = version_count + 1, active_version_count = active_version_count + 1,
                    changed_at = {now}, changed_by = {call.Caller.UserName}
                WHERE s.project_id = {projectId} AND s.id = {secretId} AND s.default_version = {newest.Version} AND s.kms_key_id IS NOT DISTINCT FROM {key?.Id}
                    AND {access.Admits(call)}
                """);
            if (changed == 0)
            {
                return SecretErrors.VersionConflict;
            }

            await SecretValues.StoreAsync(transaction, projectId, secretId, next, key, value, now);
            await observers.TellAsync(transaction, call, new SecretChange(projectId, secretId, newest.Name, SecretChangeKinds.VersionCreated, next));
            call.Trail.AddFact("version", next.ToString(CultureInfo.InvariantCulture));
            var version = await SecretReading.ReadVersionAsync(transaction, projectId, secretId, next);
            return Outcome.Created(new SecretVersionResponse(version!));
        });
    }

    private async ValueTask<Outcome<Newest>> FindAsync(Call call, string secretId)
    {
        var row = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"""
                SELECT s.name, s.default_version, s.version_count, s.kms_key_id, CASE WHEN {access.Admits(call)} THEN 1 ELSE 0 END, {SecretVersionNumbers.Last()}
                FROM secrets_secrets s WHERE s.project_id = {call.ProjectId} AND s.id = {secretId}
                """,
                static row => new Newest(
                    row.GetString(0), (int)row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4) != 0, (int)row.GetInt64(5))),
            call.Context.RequestAborted);
        if (row is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = row.Name;
        return row.IsAdmitted ? row : SecretErrors.AccessDenied;
    }

    private sealed record Newest(string Name, int Version, long Count, string? KeyId, bool IsAdmitted, int Last);
}
