using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Two roles of which one may imply the other, as the path of a call names them.</summary>
internal sealed record Inference(Role Prior, Role Implied)
{
    /// <summary>Looks both up.</summary>
    public static async ValueTask<Outcome<Inference>> FindAsync(Call call, IDatabaseSession session, string priorId, string impliedId)
    {
        if (await Role.FindAsync(session, priorId) is not { } prior)
        {
            return IamErrors.RoleNotFound.With(priorId);
        }

        call.Trail.ResourceName = prior.Name;
        call.Trail.DomainId = prior.OrganisationId;
        if (await Role.FindAsync(session, impliedId) is not { } implied)
        {
            return IamErrors.RoleNotFound.With(impliedId);
        }

        call.Trail.AddFact("implied_role", implied.Name);
        return new Inference(prior, implied);
    }

    /// <summary>The same for two of which one must imply the other.</summary>
    public static async ValueTask<Outcome<Inference>> FindExistingAsync(Call call, IDatabaseSession session, string priorId, string impliedId)
    {
        var found = await FindAsync(call, session, priorId, impliedId);
        return found.Error is null && !await found.Value.ExistsAsync(session) ? RoleErrors.ImplicationNotFound.With(found.Value.Prior.Name, found.Value.Implied.Name) : found;
    }

    /// <summary>Whether the one implies the other itself.</summary>
    public async ValueTask<bool> ExistsAsync(IDatabaseSession session) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_role_implications WHERE prior_id = {Prior.Id} AND implied_id = {Implied.Id}", static row => row.GetInt64(0)) > 0;

    /// <summary>The answer of the calls that make and show it.</summary>
    public ImpliedRoleResponse ToResponse(Call call) => new(
        new ImpliedRole(ToBody(call, Prior), ToBody(call, Implied)), LinkTo(call, Prior.Id, Implied.Id));

    /// <summary>A role as inferences name it.</summary>
    public static InferredRole ToBody(Call call, Role role) => new(role.Id, IamLinks.To(call, "roles", role.Id), role.Name);

    /// <summary>Where an inference is shown.</summary>
    public static SelfLink LinkTo(Call call, string priorId, string impliedId) => IamLinks.To(call, $"roles/{Uri.EscapeDataString(priorId)}/implies", impliedId);
}
