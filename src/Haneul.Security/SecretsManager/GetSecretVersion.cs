using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager;

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

        // The contract types the path parameter as a string.
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || version[0] == '0')
        {
            query.AddProblem("version", $"must be a whole number from 1 to {int.MaxValue}");
        }

        return query.Check() is { } wrongQuery ? new(wrongQuery) : values.ReadAsync(call, secretId, number);
    }
}
