using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Changes options that an organisation has. What is named in the path must be there already, and be all that the body has.</summary>
internal sealed class DomainConfigChange(MeaningfulChanges changes, IKeyring keyring)
{
    public async ValueTask<Outcome<DomainConfigResponse>> UpdateAsync(Call call, JsonBody body, string organisationId, OptionPlace place)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.Update.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (DomainOption.RefuseUnknown(place.Group, place.Option) is { } unknown)
        {
            return unknown;
        }

        if (ReadBody(body, place, out var given) is { } wrong)
        {
            return wrong;
        }

        var rows = await given!.SealAsync(keyring, organisationId, call.Context.RequestAborted);
        return await changes.WriteAsync<DomainConfigResponse>(call, async transaction =>
        {
            if (await Organisation.FindAsync(transaction, organisationId) is not { } organisation)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisationId));
            }

            DomainConfigReading.Note(call, organisation);
            if (place.Group is not null && (await OptionRow.ListAsync(transaction, organisationId, place)).Count == 0)
            {
                return DomainConfigErrors.NotFound.With(place.Words);
            }

            foreach (var row in rows)
            {
                await row.KeepAsync(transaction, organisationId);
            }

            return new DomainConfigResponse(OptionRow.ToConfig(await OptionRow.ListAsync(transaction, organisationId, default)));
        });
    }

    public async ValueTask<Outcome<DomainConfigResponse>> ReplaceAsync(Call call, JsonBody body, string organisationId)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.Create.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (ReadBody(body, default, out var given) is { } wrong)
        {
            return wrong;
        }

        var rows = await given!.SealAsync(keyring, organisationId, call.Context.RequestAborted);
        return await changes.WriteAsync<DomainConfigResponse>(call, async transaction =>
        {
            if (await Organisation.FindAsync(transaction, organisationId) is not { } organisation)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisationId));
            }

            DomainConfigReading.Note(call, organisation);
            var wasThere = await OptionRow.DeleteAsync(transaction, organisationId, default) > 0;
            foreach (var row in rows)
            {
                await row.KeepAsync(transaction, organisationId);
            }

            var answer = new DomainConfigResponse(OptionRow.ToConfig(rows));
            return wasThere ? answer : Outcome.Created(answer);
        });
    }

    public async ValueTask<Outcome<NoContent>> DeleteAsync(Call call, string organisationId, OptionPlace place)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.Delete.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (DomainOption.RefuseUnknown(place.Group, place.Option) is { } unknown)
        {
            return unknown;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await Organisation.FindAsync(transaction, organisationId) is not { } organisation)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisationId));
            }

            DomainConfigReading.Note(call, organisation);
            var count = await OptionRow.DeleteAsync(transaction, organisationId, place);
            return count == 0 && place.Group is not null ? DomainConfigErrors.NotFound.With(place.Words) : Outcome.NoContent();
        });
    }

    private static Error? ReadBody(JsonBody body, OptionPlace place, out GivenOptions? given) =>
        body.TryRead(fields => GivenOptions.Read(fields, place), out given, out var error, UnknownFields.Ignore) ? given.Refusal : given?.Refusal ?? error;
}
