using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Destroys several versions at once and for good.</summary>
internal static class BulkDestroySecretVersions
{
    // What is wrong with single versions stands in their results: SecretErrors.UnknownVersion and VersionStateConflict.
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "BulkDestroySecretVersions",
        SecretPermissions.Manage,
        TrailRule.Project("Delete Secret Version", "Secret Version").PerItem(),
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
            ? await versions.MoveAllAsync(call, secretId, request.Versions, VersionMove.Destroy)
            : wrongBody;
    }
}
