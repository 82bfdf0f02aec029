using System.Globalization;
using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Stores a new value as the next version, which becomes the default.</summary>
internal static class CreateSecretVersion
{
    // Each failed try means that another node has made a version in the meantime.
    private const int MostTries = 16;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CreateSecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project("Create Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.QuotaReached,
        SecretErrors.VersionConflict);

    public static async ValueTask<Outcome<SecretVersionResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, IDatabase database, SecretValues values, SecretObservers observers, VersionTurns turns)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        using var value = SecretValue.ToBuffer(request.Value);
        using var turn = await turns.TakeAsync(secretId, call.Context.RequestAborted);
        Outcome<SecretVersionResponse> outcome = SecretErrors.VersionConflict;
        for (var tries = 0; tries < MostTries && outcome.Error?.Code == SecretErrors.VersionConflict; tries++)
        {
            outcome = await TryCreateAsync(call, secretId, value, database, values, observers);
        }

        return outcome;
    }

    /// <summary>
    /// The envelope is bound to the number of its version and made before the transaction, so the number is a guess until the update
    /// proves that nobody else has taken it.
    /// </summary>
    private static async ValueTask<Outcome<SecretVersionResponse>> TryCreateAsync(
        Call call, string secretId, SecretBuffer value, IDatabase database, SecretValues values, SecretObservers observers)
    {
        var projectId = call.ProjectId;
        var newest = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"SELECT name, default_version, version_count FROM secrets_secrets WHERE project_id = {projectId} AND id = {secretId}",
                static row => new Newest(row.GetString(0), (int)row.GetInt64(1), row.GetInt64(2))),
            call.Context.RequestAborted);
        if (newest is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = newest.Name;
        if (newest.Count >= SecretLimits.VersionQuota || newest.Version == int.MaxValue)
        {
            return SecretErrors.QuotaReached.With(newest.Count);
        }

        var next = newest.Version + 1;
        var sealedValue = await values.SealAsync(projectId, secretId, next, key: null, value, call.Context.RequestAborted);
        var now = UnixTime.ToMicroseconds(call.Now);
        return await call.WriteAsync<SecretVersionResponse>(database, async transaction =>
        {
            var changed = await transaction.ExecuteAsync(
                $"""
                UPDATE secrets_secrets
                SET default_version = {next}, version_count = version_count + 1, active_version_count = active_version_count + 1
                WHERE project_id = {projectId} AND id = {secretId} AND default_version = {newest.Version}
                """);
            if (changed == 0)
            {
                return SecretErrors.VersionConflict;
            }

            await SecretValues.StoreAsync(transaction, projectId, secretId, next, key: null, sealedValue, now);
            await observers.TellAsync(transaction, call, new SecretChange(projectId, secretId, newest.Name, SecretChangeKinds.VersionCreated, next));
            call.Trail.AddFact("version", next.ToString(CultureInfo.InvariantCulture));
            return Outcome.Created(new SecretVersionResponse(SecretRow.ToVersion(next, VersionStatus.Active, now)));
        });
    }

    private sealed record Newest(string Name, int Version, long Count);

    private sealed record Request(JsonElement Value)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("version") is { } version ? SecretValue.Read(version, "secret") : default);
    }
}
