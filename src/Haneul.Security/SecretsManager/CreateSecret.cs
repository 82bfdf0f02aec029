using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Creates a secret with its first version.</summary>
internal static class CreateSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CreateSecret",
        SecretPermissions.Manage,
        TrailRule.Project("Create Secret", "Secret"),
        SecretErrors.NameTaken,
        SecretErrors.FieldNotAvailable);

    public static async ValueTask<Outcome<SecretResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, IDatabase database, SecretValues values, SecretObservers observers, IdGenerator ids)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.ResourceName = request.Name;
        if (FindUnavailable(request) is { } unavailable)
        {
            return unavailable;
        }

        var id = ids.NewUuid();
        using var value = SecretValue.ToBuffer(request.Value);
        var sealedValue = await values.SealAsync(call.ProjectId, id, version: 1, key: null, value, call.Context.RequestAborted);
        var now = UnixTime.ToMicroseconds(call.Now);
        var caller = call.Caller;
        return await call.WriteAsync<SecretResponse>(database, async transaction =>
        {
            var added = await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_secrets
                    (project_id, id, name, description, default_version, version_count, active_version_count, created_at, created_by, owner_id)
                VALUES ({call.ProjectId}, {id}, {request.Name}, {request.Description}, 1, 1, 1, {now}, {caller.UserName}, {caller.UserId})
                ON CONFLICT (project_id, name) DO NOTHING
                """);
            if (added == 0)
            {
                return SecretErrors.NameTaken;
            }

            await SecretValues.StoreAsync(transaction, call.ProjectId, id, version: 1, key: null, sealedValue, now);
            await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, id, request.Name, SecretChangeKinds.Created, Version: 1));
            call.Trail.ResourceId = id;
            call.Trail.AddFact("version", "1");
            return Outcome.Created(new SecretResponse(SecretRow.ToSecret(id, request.Name, request.Description, 1, 1, 1, now, caller.UserName)));
        });
    }

    /// <summary>A field that asks for what is not built is refused: a secret that is less protected than its creator asked for is worse than none.</summary>
    private static Error? FindUnavailable(Request request) =>
        request.KmsKeyId is not null ? SecretErrors.FieldNotAvailable.With("secret.kms_key_id")
        : request.IsAccessControlEnabled is true ? SecretErrors.FieldNotAvailable.With("secret.is_access_control_enabled")
        : request.AccessTargetIds is { Count: > 0 } ? SecretErrors.FieldNotAvailable.With("secret.access_target_ids")
        : null;

    private sealed record Request(
        string Name, string? Description, JsonElement Value, string? KmsKeyId, bool? IsAccessControlEnabled, IReadOnlyList<string>? AccessTargetIds)
    {
        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("secret") is { } secret
            ? new(
                ResourceText.ReadName(secret, "name"),
                ResourceText.ReadDescription(secret, "description"),
                SecretValue.Read(secret, "secret_data"),
                secret.OptionalString("kms_key_id", minLength: 1),
                secret.OptionalBoolean("is_access_control_enabled"),
                secret.OptionalStrings("access_target_ids"))
            : new("", null, default, null, null, null);
    }
}
