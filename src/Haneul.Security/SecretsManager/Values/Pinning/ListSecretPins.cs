using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Pinning;

/// <summary>Lists the pins of a secret with the versions that they hold.</summary>
internal static class ListSecretPins
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretPins",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretPins"), "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied);

    public static async ValueTask<Outcome<ListSecretPinsResponse>> HandleAsync(string secretId, Call call, QueryFields query, IDatabase database, SecretAccess access)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSecretPinsResponse>>(
            async session =>
            {
                var found = await access.FindAsync(session, call, secretId);
                return found.Error is { } refused ? refused : new ListSecretPinsResponse(await Pins.ListAsync(session, call.ProjectId, secretId));
            },
            call.Context.RequestAborted);
    }
}
