using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>Adds a group to an organisation.</summary>
internal static class CreateGroup
{
    public static readonly Operation Operation = new(
        "iam", "CreateGroup",
        GroupPolicies.CreateGroup.Permission,
        TrailRule.Organisation("Group Create", "Group"),
        IamErrors.DelegatedChange, GroupErrors.GroupNameTaken);

    public static async Task<Outcome<GroupResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, IdGenerator ids)
    {
        if (!body.TryRead(static fields => GroupFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var group = new Group(ids.NewHexId(), wanted.DomainId ?? DefaultOrganisation.Of(call.Caller), wanted.Name!, wanted.Description ?? "", wanted.Extra);
        call.Trail.ResourceName = group.Name;
        if (GroupPolicies.CreateGroup.Refuse(call, new PolicyTarget(DomainId: group.OrganisationId)) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<GroupResponse>(call, async transaction =>
        {
            if (!await Organisation.ExistsAsync(transaction, group.OrganisationId))
            {
                return CommonErrors.InvalidRequest.With("group.domain_id: is no known organisation");
            }

            call.Trail.DomainId = group.OrganisationId;
            if (!await Group.InsertAsync(transaction, group, UnixTime.ToMicroseconds(call.Now)))
            {
                return GroupErrors.GroupNameTaken;
            }

            call.Trail.ResourceId = group.Id;
            return Outcome.Created(new GroupResponse(group.ToBody(call)));
        });
    }
}
