using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Pinning;

/// <summary>Holds a consumer to a version, or moves it to another one.</summary>
internal static class PinSecretVersion
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "PinSecretVersion",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("PinSecretVersion"), "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretValueErrors.NotPinnable,
        SecretValueErrors.TooManyPins);

    public static async ValueTask<Outcome<SecretPinResponse>> HandleAsync(
        string secretId, string name, Call call, JsonBody body, QueryFields query, IDatabase database, SecretAccess access, SecretObservers observers)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        PinName.Check(query, name);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("pin", name);
        call.Trail.AddFact("version", request.Version.ToString(CultureInfo.InvariantCulture));
        return await call.WriteAsync<SecretPinResponse>(database, async transaction =>
        {
            var found = await access.HoldAsync(transaction, call, secretId);
            if (found.Error is { } refused)
            {
                return refused;
            }

            if (await Pins.PutAsync(transaction, call, secretId, name, request.Version) is { } error)
            {
                return error;
            }

            await observers.TellAsync(transaction, call, new SecretChange(call.ProjectId, secretId, found.Value.Name, SecretChangeKinds.Pinned, request.Version));
            return new SecretPinResponse((await Pins.ListAsync(transaction, call.ProjectId, secretId, name))[0]);
        });
    }

    private sealed record Request(int Version)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("pin") is not { } pin)
            {
                return new(0);
            }

            if (!pin.Has("version") || pin.RequiredValue("version") is { ValueKind: System.Text.Json.JsonValueKind.Null })
            {
                pin.AddProblem("version", "is required");
            }

            return new(pin.OptionalInt32("version", 1, int.MaxValue) ?? 0);
        };
    }
}
