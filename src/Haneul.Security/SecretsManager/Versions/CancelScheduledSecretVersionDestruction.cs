using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Takes a scheduled destruction back. The version stays deactivated: somebody wanted it gone, so that nobody reads it again by accident.</summary>
internal static class CancelScheduledSecretVersionDestruction
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CancelScheduledSecretVersionDestruction",
        SecretPermissions.Manage,
        TrailRule.Project("Cancel Schedule Secret Version Deletion", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionStateConflict);

    public static ValueTask<Outcome<SecretVersionResponse>> HandleAsync(string secretId, string version, Call call, QueryFields query, VersionCalls versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        return query.Check() is { } wrongQuery ? new(wrongQuery) : versions.MoveAsync(call, secretId, number, VersionMove.Cancel);
    }
}
