using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Values.Pinning;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>
/// Reads up to 100 values in one call. Each has a result and an event of its own; all events are durable before the answer leaves. A caller that shows the tag of what
/// it has is told that nothing has changed, and nothing is opened then (docs/adr/0019).
/// </summary>
internal static class ReadSecretValues
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ReadSecretValues",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version").PerItem(),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged,
        SecretValueErrors.UnknownPin);

    public static async ValueTask<Outcome<ReadValuesAnswer>> HandleAsync(Call call, JsonBody body, QueryFields query, ValueReads reads)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        var known = ValueTags.ReadKnown(call, query);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        if (known.Count > 0 && await reads.FindAsync(call, request.Values, withParts: false) is var seen && ValueTags.Of(seen) is var tag && ValueTags.Knows(known, tag))
        {
            call.Trail.AddFact("unchanged", seen.Count.ToString(CultureInfo.InvariantCulture));
            return Outcome.WithStatus(new ReadValuesAnswer(tag, values: null, isList: true), StatusCodes.Status304NotModified);
        }

        var found = await reads.FindAsync(call, request.Values, withParts: true);
        var values = await reads.OpenAsync(call, found);
        reads.Note(call, values);
        call.Trail.SetItems(values.Select(ValueReads.ToTrailItem));
        return new ReadValuesAnswer(ValueTags.Of(found), values, isList: true);
    }

    private sealed record Request(IReadOnlyList<WantedValue> Values)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("values") is not { } fields)
            {
                return new([]);
            }

            if (fields.RequiredValue("secrets") is { ValueKind: System.Text.Json.JsonValueKind.Null })
            {
                fields.AddProblem("secrets", "must not be null");
            }

            var values = fields.OptionalObjects("secrets", ReadOne, ValueReads.Most);
            if (values is { Count: 0 })
            {
                fields.AddProblem("secrets", "must name at least one");
            }

            return new(values ?? []);
        };

        private static WantedValue ReadOne(JsonFields fields)
        {
            var wanted = new WantedValue(
                fields.RequiredString("id"), fields.OptionalInt32("version", 1, int.MaxValue), fields.OptionalString("pin", 1, PinName.MostCharacters));
            if (wanted is { Version: not null, Pin: not null })
            {
                fields.AddProblem("pin", "must not stand beside version");
            }

            return wanted;
        }
    }
}
