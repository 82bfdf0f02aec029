using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Reads the value of a given version.</summary>
internal static class GetSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecretVersion",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged);

    public static ValueTask<Outcome<SecretValueAnswer>> HandleAsync(string secretId, string version, Call call, QueryFields query, SecretValues values)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = SecretId.ForTrail(secretId);

        var number = VersionCalls.ReadNumber(query, version);
        return query.Check() is { } wrongQuery ? new(wrongQuery) : values.ReadAsync(call, secretId, number);
    }
}
