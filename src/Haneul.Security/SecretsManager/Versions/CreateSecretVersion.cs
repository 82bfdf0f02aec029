using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Stores a new value as the next version, which becomes the default.</summary>
internal static class CreateSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CreateSecretVersion",
        SecretPermissions.CreateVersion,
        TrailRule.Project("Create Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretErrors.PreconditionFailed,
        SecretErrors.QuotaReached,
        SecretErrors.VersionConflict,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged);

    public static async ValueTask<Outcome<SecretVersionResponse>> HandleAsync(string secretId, Call call, JsonBody body, QueryFields query, NewVersions versions)
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
        return await versions.CreateAsync(call, secretId, value);
    }

    private sealed record Request(JsonElement Value)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("version") is { } version ? SecretValue.Read(version, "secret") : default);
    }
}
