using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>
/// Reads the value of the default version. At the published addresses this is the seed's call, which also takes <c>version</c> and answers flat.
/// </summary>
internal static class GetSecretDefaultVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecretDefaultVersion",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged)
    {
        PublishedOperationId = "GetSecretValue",
    };

    public static ValueTask<Outcome<SecretValueAnswer>> HandleAsync(string secretId, Call call, QueryFields query, SecretValues values)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = SecretId.ForTrail(secretId);

        // The contract's call has no such parameter and must not answer another version than was asked for, so there it is unknown: 400.
        var version = call.IsPublishedShape ? query.Int32("version", 1, int.MaxValue) : null;
        return query.Check() is { } wrongQuery ? new(wrongQuery) : values.ReadAsync(call, secretId, version);
    }
}
