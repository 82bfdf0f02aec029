using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Values.Pinning;

/// <summary>Takes a pin off: its consumer follows the default version again.</summary>
internal static class UnpinSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "UnpinSecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("UnpinSecretVersion"), "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretValueErrors.UnknownPin);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(
        string secretId, string name, Call call, QueryFields query, IDatabase database, SecretAccess access, SecretObservers observers)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        PinName.Check(query, name);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        call.Trail.AddFact("pin", name);
        return await call.WriteAsync<NoContent>(database, async transaction =>
        {
            var found = await access.HoldAsync(transaction, call, secretId);
            if (found.Error is { } refused)
            {
                return refused;
            }

            if (await Pins.RemoveAsync(transaction, call.ProjectId, secretId, name) is not { } version)
            {
                return SecretValueErrors.UnknownPin.With(name);
            }

            call.Trail.AddFact("version", version.ToString(CultureInfo.InvariantCulture));
            await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, secretId, found.Value.Name, SecretChangeKinds.Unpinned, version));
            return Outcome.NoContent();
        });
    }
}
