using Haneul.Kernel.Audit;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// The events of grants, by their names in the catalogue (spec/events.md section 5), which knows no inheritance: an inherited grant is an event of what it is given on,
/// and says so in a fact.
/// </summary>
internal static class GrantEvents
{
    public static readonly TrailRule ProjectUserAssign = TrailRule.Project("Project Member Assign", "User");
    public static readonly TrailRule ProjectUserUnassign = TrailRule.Project("Project Member Unassign", "User");
    public static readonly TrailRule ProjectGroupAssign = TrailRule.Organisation("Project Group Assign", "Group");
    public static readonly TrailRule ProjectGroupUnassign = TrailRule.Organisation("Project Group Unassign", "Group");
    public static readonly TrailRule DomainUserAssign = TrailRule.Organisation("Domain Role Assign", "User");
    public static readonly TrailRule DomainUserUnassign = TrailRule.Organisation("Domain Role Unassign", "User");
    public static readonly TrailRule DomainGroupAssign = TrailRule.Organisation("Domain Group Assign", "Group");
    public static readonly TrailRule DomainGroupUnassign = TrailRule.Organisation("Domain Group Unassign", "Group");

    /// <summary>The event of a call that only looks: an event of the project where it looks at one.</summary>
    public static TrailRule OfReading(string operationId, string place, string resourceType)
    {
        var name = EventNames.FromOperationId(operationId);
        return place == GrantPath.Project ? TrailRule.Project(name, resourceType) : TrailRule.Organisation(name, resourceType);
    }
}
