using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Makes an organisation.</summary>
internal static class CreateDomain
{
    public static readonly Operation Operation = new(
        "iam", "CreateDomain",
        OrganisationPolicies.Create.Permission,
        TrailRule.Organisation("Create Domain", "Domain"),
        IamErrors.DelegatedChange, OrganisationErrors.NameTaken);

    public static async Task<Outcome<DomainResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (OrganisationPolicies.Create.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Request.Read, out var wanted, out var error, UnknownFields.Ignore) || (error = OrganisationRules.RefuseName("domain", wanted.Fields.Name)) is not null)
        {
            return error;
        }

        call.Trail.ResourceName = wanted.Fields.Name;
        return await changes.WriteAsync<DomainResponse>(call, async transaction =>
        {
            var made = await OrganisationRules.CreateAsync(transaction, call, wanted.Id ?? ids.NewHexId(), wanted.Fields);
            return made.Error is { } failed ? failed : Outcome.Created(new DomainResponse(made.Value.ToBody(call)));
        });
    }

    private sealed record Request(string? Id, OrganisationFields Fields)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
        {
            if (body.RequiredObject("domain") is not { } domain)
            {
                return new(null, OrganisationFields.None);
            }

            // Two installations with the same users give an organisation the same id by it.
            var id = domain.OptionalString("explicit_domain_id", 1, 64);
            if (id is not null && (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower)))
            {
                domain.AddProblem("explicit_domain_id", "must be 32 lower-case hex digits");
            }

            return new(id, OrganisationFields.Read(domain, isNew: true));
        };
    }
}
