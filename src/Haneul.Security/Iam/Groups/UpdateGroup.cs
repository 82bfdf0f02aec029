using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Groups;

/// <summary>Changes a group.</summary>
internal static class UpdateGroup
{
    public static readonly Operation Operation = new(
        "iam", "UpdateGroup",
        GroupPolicies.UpdateGroup.Permission,
        TrailRule.Organisation("Update Group", "Group"),
        IamErrors.DelegatedChange, GroupErrors.GroupNotFound, GroupErrors.GroupNameTaken, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<GroupResponse>> HandleAsync(string group_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        if (!body.TryRead(fields => GroupFields.Read(fields, group_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        return await changes.WriteAsync<GroupResponse>(call, async transaction =>
        {
            var found = await TargetGroup.FindAsync(call, transaction, group_id, GroupPolicies.UpdateGroup);
            if ((found.Error ?? await Administrators.RefuseGroupAsync(call, transaction, group_id)) is { } refused)
            {
                return refused;
            }

            if (wanted.DomainId is not null && wanted.DomainId != found.Value.OrganisationId)
            {
                return CommonErrors.InvalidRequest.With("group.domain_id: can't be changed");
            }

            var group = wanted.ApplyTo(found.Value);
            call.Trail.ResourceName = group.Name;
            return await Group.UpdateAsync(transaction, group) ? new GroupResponse(group.ToBody(call)) : GroupErrors.GroupNameTaken;
        });
    }
}
