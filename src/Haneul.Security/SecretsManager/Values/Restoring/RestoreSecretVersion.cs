using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Restoring;

/// <summary>
/// Makes the value of an old version the newest one, under the key that the secret has now. The value is not shown, so whoever may store versions may restore one without
/// the right to read it (docs/adr/0019).
/// </summary>
internal static class RestoreSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "RestoreSecretVersion",
        SecretPermissions.CreateVersion,
        TrailRule.Project("Create Secret Version", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged,
        SecretErrors.PreconditionFailed,
        SecretErrors.QuotaReached,
        SecretErrors.VersionConflict,
        SecretErrors.KeyGone,
        SecretErrors.KeyDamaged);

    public static async ValueTask<Outcome<SecretVersionResponse>> HandleAsync(
        string secretId, string version, Call call, QueryFields query, ValueReads reads, NewVersions versions)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        call.Trail.AddFact("restored_from", number.ToString(CultureInfo.InvariantCulture));
        var found = await reads.FindAsync(call, [new WantedValue(secretId, number, Pin: null)], withParts: true);
        call.Trail.ResourceName = found[0].Name;
        using var old = (await reads.OpenAsync(call, found))[0];
        return old.Error is { } error ? error : await versions.CreateAsync(call, secretId, old.Value!);
    }
}
