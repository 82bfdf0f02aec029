using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Makes a deactivated version readable again.</summary>
internal static class ActivateSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ActivateSecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project("Activate Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionStateConflict);

    public static ValueTask<Outcome<SecretVersionResponse>> HandleAsync(string secretId, string version, Call call, QueryFields query, VersionCalls versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        return query.Check() is { } wrongQuery ? new(wrongQuery) : versions.MoveAsync(call, secretId, number, VersionMove.Activate);
    }
}
