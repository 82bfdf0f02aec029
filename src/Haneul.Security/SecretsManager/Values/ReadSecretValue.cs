using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Values.Pinning;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>Reads one value with its number, under an entity tag: a caller that has it already is told so, and nothing is opened (docs/adr/0019).</summary>
internal static class ReadSecretValue
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ReadSecretValue",
        SecretPermissions.ReadValue,
        TrailRule.Project("Get Secret Version Value", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionNotActive,
        SecretErrors.KeyNotUsable,
        SecretErrors.ValueDamaged,
        SecretValueErrors.UnknownPin);

    public static async ValueTask<Outcome<ReadValuesAnswer>> HandleAsync(string secretId, Call call, QueryFields query, ValueReads reads)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var known = ValueTags.ReadKnown(call, query);
        var wanted = new WantedValue(secretId, query.Int32("version", 1, int.MaxValue), query.Text("pin", PinName.MostCharacters));
        if (wanted is { Version: not null, Pin: not null })
        {
            query.AddProblem("pin", "must not stand beside version");
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await reads.FindAsync(call, [wanted], withParts: true);
        var (one, tag) = (found[0], ValueTags.Of(found));
        call.Trail.ResourceName = one.Name;
        if (one.Version is { } version)
        {
            call.Trail.AddFact("version", version.ToString(CultureInfo.InvariantCulture));
        }

        if (one.Refusal is { } refusal)
        {
            return refusal;
        }

        if (ValueTags.Knows(known, tag))
        {
            call.Trail.AddFact("unchanged", "1");
            return Outcome.WithStatus(new ReadValuesAnswer(tag, values: null, isList: false), StatusCodes.Status304NotModified);
        }

        var values = await reads.OpenAsync(call, found);
        reads.Note(call, values);
        return values[0].Error is { } error ? error : new ReadValuesAnswer(tag, values, isList: false);
    }
}
