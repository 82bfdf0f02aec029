using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Makes a trust: the caller lets another user act with roles of the caller's token, in its project. With the token of a trust, that trust is passed on.</summary>
internal static class CreateTrust
{
    public static readonly Operation Operation = new(
        "iam", "CreateTrust",
        TrustPolicies.Create.Permission,
        TrailRule.Organisation("Create Trust", "Trust"),
        TrustErrors.DelegatedToken, TrustErrors.RolesMissing, TrustErrors.ProjectNotOfToken, TrustErrors.NotRedelegable, TrustErrors.Unusable,
        IamErrors.RoleNotFound, IamErrors.UserNotFound);

    public static async Task<Outcome<TrustResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, RoleDirectory directory, IdGenerator ids)
    {
        if (TrustRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(fields => NewTrust.Read(fields, call.Now), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (TrustPolicies.Create.Refuse(call, new PolicyTarget(UserId: wanted.TrustorUserId)) is { } refused)
        {
            return refused;
        }

        if (wanted.ProjectId is not null && wanted.Roles.Count == 0)
        {
            return TrustErrors.RolesMissing;
        }

        if (wanted.ProjectId is not null && wanted.ProjectId != call.Caller.ProjectId)
        {
            return TrustErrors.ProjectNotOfToken;
        }

        if (TrustRules.RefuseSteps(wanted) is { } tooFar)
        {
            return tooFar;
        }

        var id = ids.NewHexId();
        return await changes.WriteAsync<TrustResponse>(call, transaction => CreateAsync(transaction, call, id, wanted, directory));
    }

    private static async ValueTask<Outcome<TrustResponse>> CreateAsync(ITransaction transaction, Call call, string id, NewTrust wanted, RoleDirectory directory)
    {
        var roles = await directory.GetAsync(transaction);
        if (!TryChooseRoles(call, wanted, roles, out var roleIds, out var notHeld))
        {
            return notHeld!;
        }

        if (await transaction.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_users WHERE id = {wanted.TrusteeUserId}", static row => row.GetInt64(0)) == 0)
        {
            return IamErrors.UserNotFound.With(ShownText.Cut(wanted.TrusteeUserId));
        }

        Trust? parent = null;
        var expiresAt = wanted.ExpiresAt;
        if (TrustRules.TrustIdOf(call.Caller) is { } parentId)
        {
            // Looked up again under the lock: the token may have been let in a moment before the trust ended.
            if (await TrustChain.FindAsync(transaction, parentId, call.Now) is not { } chain)
            {
                return TrustErrors.Unusable;
            }

            if (TrustRules.Redelegate(chain, wanted, out expiresAt) is { } refused)
            {
                return refused;
            }

            parent = chain.Trust;
        }

        var trust = new Trust(
            id, wanted.TrustorUserId, wanted.TrusteeUserId, wanted.ProjectId, wanted.IsImpersonating, roleIds,
            [.. roles.Expand(roleIds, RoleScope.Project).Select(static role => role.Id)], expiresAt, wanted.RemainingUses,
            parent?.Id, TrustRules.StepsOf(wanted, parent), wanted.Extra, call.Caller.UserDomainId);
        await Trust.InsertAsync(transaction, trust, UnixTime.ToMicroseconds(call.Now));
        call.Trail.ResourceId = id;
        call.Trail.AddFact("trustee_user_id", trust.TrusteeUserId);
        return Outcome.Created(new TrustResponse(trust.ToBody(call, roles)));
    }

    /// <summary>The ids of the wanted roles, each once. Keystone's 404 for one that the token does not hold, as for one that there is not.</summary>
    private static bool TryChooseRoles(Call call, NewTrust wanted, RoleSet roles, out string[] ids, out Error? error)
    {
        error = null;
        var chosen = new List<string>();
        foreach (var role in wanted.Roles)
        {
            if (role.FindHeld(call, roles) is not { } held)
            {
                error = IamErrors.RoleNotFound.With(role.Shown);
                break;
            }

            if (!chosen.Contains(held.Id, StringComparer.Ordinal))
            {
                chosen.Add(held.Id);
            }
        }

        ids = [.. chosen];
        return error is null;
    }
}
