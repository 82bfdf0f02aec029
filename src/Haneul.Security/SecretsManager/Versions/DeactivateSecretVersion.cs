using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Makes a version unreadable until it is activated again.</summary>
internal static class DeactivateSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "DeactivateSecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project("Deactivate Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionStateConflict);

    public static ValueTask<Outcome<SecretVersionResponse>> HandleAsync(string secretId, string version, Call call, QueryFields query, VersionCalls versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        return query.Check() is { } wrongQuery ? new(wrongQuery) : versions.MoveAsync(call, secretId, number, VersionMove.Deactivate);
    }
}
