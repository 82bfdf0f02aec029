using System.Text.Json;
using Haneul.Kernel.Access.AllowLists;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Creates a secret with its first version.</summary>
internal static class CreateSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CreateSecret",
        SecretPermissions.Manage,
        TrailRule.Project("Create Secret", "Secret"),
        SecretErrors.NameTaken,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged,
        AllowListErrors.MembersUnseen);

    public static async ValueTask<Outcome<SecretResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, IDatabase database, IProtectionKeys keys, SecretValues values, NewSecrets secrets, IdGenerator ids)
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
        if (AllowListAnswers.RefuseNaming(call.Caller, request.AccessTargetIds, Request.AccessTargetsField) is { } unseen)
        {
            return unseen;
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

        var id = ids.NewUuid();
        using var value = SecretValue.ToBuffer(request.Value);
        var sealedValue = await values.SealAsync(call, id, version: 1, key, value);
        if (sealedValue.Error is { } notSealed)
        {
            return notSealed;
        }

        var secret = new NewSecret(id, request.Name, request.Description, key, sealedValue.Value, request.IsAccessControlEnabled, request.AccessTargetIds);
        return await call.WriteAsync(database, transaction => secrets.StoreAsync(transaction, call, secret));
    }

    private sealed record Request(
        string Name, string? Description, JsonElement Value, string? KmsKeyId, bool IsAccessControlEnabled, IReadOnlyList<string> AccessTargetIds)
    {
        public const string AccessTargetsField = "secret.access_target_ids";

        public static readonly Func<JsonFields, Request> Read = static body => body.RequiredObject("secret") is { } secret
            ? ReadSecret(secret)
            : new("", null, default, null, false, []);

        private static Request ReadSecret(JsonFields secret)
        {
            var isEnabled = secret.OptionalBoolean("is_access_control_enabled") ?? false;
            var targets = AllowListAnswers.ReadIds(secret, "access_target_ids") ?? [];
            if (targets.Count > 0 && !isEnabled)
            {
                // A list without access control would protect nothing, though its creator believes so.
                secret.AddProblem("access_target_ids", "needs is_access_control_enabled to be true");
            }

            return new(
                ResourceText.ReadName(secret, "name"),
                ResourceText.ReadDescription(secret, "description"),
                SecretValue.Read(secret, "secret_data"),
                secret.OptionalString("kms_key_id", minLength: 1),
                isEnabled,
                targets);
        }
    }
}
