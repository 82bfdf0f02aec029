using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Takes the scheduled destructions of several versions back; they stay deactivated.</summary>
internal static class BulkCancelScheduledSecretVersionDestruction
{
    // What is wrong with single versions stands in their results: SecretErrors.UnknownVersion and VersionStateConflict.
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "BulkCancelScheduledSecretVersionDestruction",
        SecretPermissions.Manage,
        TrailRule.Project("Cancel Schedule Secret Version Deletion", "Secret Version").PerItem(),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied);

    public static async ValueTask<Outcome<BulkSecretVersionsResponse>> HandleAsync(string secretId, Call call, JsonBody body, QueryFields query, VersionCalls versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return body.TryRead(NamedVersions.Read, out var request, out var wrongBody)
            ? await versions.MoveAllAsync(call, secretId, request.Versions, VersionMove.Cancel)
            : wrongBody;
    }
}
