using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Changes the key that protects new versions of a secret; the versions that are there keep theirs (spec/secrets-and-kms.md 2.5).</summary>
internal static class UpdateSecretKmsKey
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "UpdateSecretKmsKey",
        SecretPermissions.Manage,
        TrailRule.Project("Update Secret Protection Key", "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretErrors.KeyGone);

    public static async ValueTask<Outcome<SecretResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, IDatabase database, SecretAccess access, IProtectionKeys keys, SecretObservers observers)
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

        // The secret before the key: who may not touch the one learns nothing of the other.
        var found = await database.ReadAsync(session => access.FindAsync(session, call, secretId), call.Context.RequestAborted);
        if (found.Error is { } refused)
        {
            return refused;
        }

        ProtectionKey? key = null;
        if (request.KmsKeyId is not null)
        {
            var usable = await keys.FindAsync(call, request.KmsKeyId, "secret.kms_key_id");
            if (usable.Error is { } unusable)
            {
                return unusable;
            }

            key = usable.Value;
        }

        return await call.WriteAsync<SecretResponse>(database, async transaction =>
        {
            if (key is not null && !await keys.HoldAsync(transaction, call.ProjectId, key.Id))
            {
                return SecretErrors.KeyGone;
            }

            var held = await access.HoldAsync(transaction, call, secretId);
            if (held.Error is { } refusedNow)
            {
                return refusedNow;
            }

            await transaction.ExecuteAsync(
                $"""
                UPDATE secrets_secrets SET kms_key_id = {key?.Id}, kms_key_name = {key?.Name}, changed_at = {UnixTime.ToMicroseconds(call.Now)}, changed_by = {call.Caller.UserName}
                WHERE project_id = {call.ProjectId} AND id = {secretId}
                """);
            await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, secretId, held.Value.Name, SecretChangeKinds.KeyChanged));
            call.Trail.AddFact("kms_key_id", key?.Id ?? "service key");
            var secret = await SecretReading.ReadAsync(transaction, access, call, secretId);
            return new SecretResponse(secret!);
        });
    }

    private sealed record Request(string? KmsKeyId)
    {
        // Absent is null, the service key: the contract requires no field, and this one is all that the call is about.
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("secret") is { } secret ? secret.OptionalString("kms_key_id", minLength: 1) : null);
    }
}
