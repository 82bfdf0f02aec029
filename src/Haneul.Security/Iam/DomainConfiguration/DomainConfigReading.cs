using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows what an organisation has configured at a place. What is never shown counts as not there.</summary>
internal static class DomainConfigReading
{
    public static async ValueTask<Outcome<DomainConfigResponse>> AnswerAsync(Call call, IDatabase database, string organisationId, OptionPlace place)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.Get.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (DomainOption.RefuseUnknown(place.Group, place.Option) is { } unknown)
        {
            return unknown;
        }

        var found = await database.ReadAsync(async session =>
            (Organisation: await Organisation.FindAsync(session, organisationId), Rows: await OptionRow.ListAsync(session, organisationId, place)), call.Context.RequestAborted);
        if (found.Organisation is not { } organisation)
        {
            return OrganisationErrors.NotFound.With(ShownText.Cut(organisationId));
        }

        Note(call, organisation);
        var config = place.Option is null ? OptionRow.ToConfig(found.Rows) : ToOption(found.Rows);
        return config.Count == 0 ? DomainConfigErrors.NotFound.With(place.Words) : new DomainConfigResponse(config);
    }

    /// <summary>Notes for the trail whose configuration it is.</summary>
    public static void Note(Call call, Organisation organisation)
    {
        call.Trail.ResourceName = organisation.Name;
        call.Trail.DomainId = organisation.Id;
    }

    private static Dictionary<string, JsonElement> ToOption(List<OptionRow> rows) =>
        rows.Where(static row => row.Value is not null).ToDictionary(static row => row.Name, static row => JsonElement.Parse(row.Value!), StringComparer.Ordinal);
}
