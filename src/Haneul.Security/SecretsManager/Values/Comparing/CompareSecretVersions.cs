using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Comparing;

/// <summary>
/// Tells where the values of two versions differ without showing anything of them. Whether two values are equal is knowledge of them, so this needs the right to read both
/// and leaves the event of a read for each (docs/adr/0019).
/// </summary>
internal static class CompareSecretVersions
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "CompareSecretVersions",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version").PerItem(),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged);

    public static async ValueTask<Outcome<SecretVersionDifferenceResponse>> HandleAsync(
        string secretId, string version, string otherVersion, Call call, QueryFields query, ValueReads reads)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var (from, to) = (VersionCalls.ReadNumber(query, version), VersionCalls.ReadNumber(query, otherVersion));
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        call.Trail.AddFact("compared", $"{version} {otherVersion}");
        var found = await reads.FindAsync(call, [new WantedValue(secretId, from, Pin: null), new WantedValue(secretId, to, Pin: null)], withParts: true);
        call.Trail.ResourceName = found[0].Name;
        var values = await reads.OpenAsync(call, found);
        using var left = values[0];
        using var right = values[1];
        if ((left.Error ?? right.Error) is { } error)
        {
            return error;
        }

        reads.Note(call, values);
        call.Trail.SetItems(values.Select(ValueReads.ToTrailItem));
        return new SecretVersionDifferenceResponse(ValueDifference.Between(from, left.Value!.Memory, to, right.Value!.Memory));
    }
}
