using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Destroys a version at once and for good: value and data key are gone when the answer arrives, and leave the files of the database soon after (docs/adr/0017).</summary>
internal static class DestroySecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "DestroySecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project("Delete Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionStateConflict,
        SecretErrors.VersionPinned);

    public static ValueTask<Outcome<NoContent>> HandleAsync(string secretId, string version, Call call, QueryFields query, VersionCalls versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        return query.Check() is { } wrongQuery ? new(wrongQuery) : versions.DestroyAsync(call, secretId, number);
    }
}
