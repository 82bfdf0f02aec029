using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Changes an organisation. Disabling it stops the tokens of its users and of its projects until it is enabled again.</summary>
internal static class UpdateDomain
{
    public static readonly Operation Operation = new(
        "iam", "UpdateDomain",
        OrganisationPolicies.Update.Permission,
        TrailRule.Organisation("Update Domain", "Domain"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, OrganisationErrors.NameTaken, OrganisationErrors.Immutable, IamErrors.LastAdministrator);

    public static async Task<Outcome<DomainResponse>> HandleAsync(string domain_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = domain_id;
        if (OrganisationPolicies.Update.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(Read, out var wanted, out var error, UnknownFields.Ignore) || (error = OrganisationRules.RefuseName("domain", wanted.Name)) is not null)
        {
            return error;
        }

        if (wanted.Id is { } id && id != domain_id)
        {
            return CommonErrors.InvalidRequest.With("domain.id: can't be changed");
        }

        return await changes.WriteAsync<DomainResponse>(call, async transaction =>
        {
            var changed = await OrganisationRules.UpdateAsync(transaction, call, domain_id, wanted);
            return changed.Error is { } failed ? failed : new DomainResponse(changed.Value.ToBody(call));
        });
    }

    private static OrganisationFields Read(JsonFields body) =>
        body.RequiredObject("domain") is { } domain ? OrganisationFields.Read(domain, isNew: false) : OrganisationFields.None;
}
