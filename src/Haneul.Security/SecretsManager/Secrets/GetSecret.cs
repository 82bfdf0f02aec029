using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Reads what is known of a secret without its value.</summary>
internal static class GetSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecret",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetSecret"), "Secret"),
        SecretErrors.UnknownSecret);

    public static async ValueTask<Outcome<SecretResponse>> HandleAsync(string secretId, Call call, QueryFields query, IDatabase database, SecretAccess access)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var secret = await database.ReadAsync(session => SecretReading.ReadAsync(session, access, call, secretId), call.Context.RequestAborted);
        if (secret is null)
        {
            return SecretErrors.UnknownSecret;
        }

        call.Trail.ResourceName = secret.Name;
        call.Context.Response.Headers.ETag = VersionPrecondition.TagOf(secret.DefaultVersion);
        return new SecretResponse(secret);
    }
}
