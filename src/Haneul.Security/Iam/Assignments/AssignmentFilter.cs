using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Iam.Assignments;

/// <summary>What a list of assignments is asked for.</summary>
internal sealed record AssignmentFilter
{
    /// <summary>The user; with <see cref="IsEffective"/> also what reaches them through groups.</summary>
    public string? UserId { get; init; }

    public string? GroupId { get; init; }

    public string? RoleId { get; init; }

    /// <summary>The project; with <see cref="IsEffective"/> also what it inherits.</summary>
    public string? ProjectId { get; init; }

    public string? DomainId { get; init; }

    public bool IsSystem { get; init; }

    /// <summary>Only what is for the projects below to inherit.</summary>
    public bool IsInherited { get; init; }

    /// <summary>What comes of the assignments: for each member of a group, each project that inherits, each role that is implied.</summary>
    public bool IsEffective { get; init; }

    public bool IncludesNames { get; init; }

    /// <summary>Also the projects below <see cref="ProjectId"/>.</summary>
    public bool IncludesSubtree { get; init; }

    /// <summary>The organisation that the caller may see; null for all.</summary>
    public string? OnlyDomainId { get; init; }

    /// <summary>Whether that organisation has so many projects that most of all assignments may be in it.</summary>
    public bool IsOnlyDomainLarge { get; init; }

    public int Limit { get; init; } = ListPage.Longest;

    /// <summary>The place after which the page begins; null for the first.</summary>
    public AssignmentPosition? After { get; init; }

    /// <summary>Reads the query and says what can't be asked for together, as Keystone does.</summary>
    public static AssignmentFilter Read(QueryFields query, IQueryCollection raw)
    {
        var marker = query.Text("marker");
        var filter = new AssignmentFilter
        {
            UserId = query.Text("user.id"),
            GroupId = query.Text("group.id"),
            RoleId = query.Text("role.id"),
            ProjectId = query.Text("scope.project.id"),
            DomainId = query.Text("scope.domain.id"),
            IsSystem = query.OneOf("scope.system", "all") is not null,
            IsInherited = query.OneOf("scope.OS-INHERIT:inherited_to", "projects") is not null,
            IsEffective = QueryFlags.IsSet(raw, "effective"),
            IncludesNames = QueryFlags.IsSet(raw, "include_names"),
            IncludesSubtree = QueryFlags.IsSet(raw, "include_subtree"),
            Limit = Math.Min(query.Int32("limit", 1, int.MaxValue) ?? ListPage.Longest, ListPage.Longest),
            After = marker is null ? null : AssignmentPosition.Parse(marker),
        };
        if (marker is not null && filter.After is null)
        {
            query.AddProblem("marker", "is not the marker of a list of role assignments");
        }

        filter.CheckCombinations(query);
        return filter;
    }

    private void CheckCombinations(QueryFields query)
    {
        Refuse(UserId is not null && GroupId is not null, "group.id", "can't be asked for together with user.id");
        Refuse(ProjectId is not null && DomainId is not null, "scope.domain.id", "can't be asked for together with scope.project.id");
        Refuse(IsSystem && (ProjectId ?? DomainId) is not null, "scope.system", "can't be asked for together with scope.project.id or scope.domain.id");
        Refuse(IsEffective && GroupId is not null, "group.id", "can't be asked for together with effective, which tells of users");
        Refuse(IsEffective && IsInherited && DomainId is not null, "scope.domain.id", "can't be asked for together with effective and scope.OS-INHERIT:inherited_to: what is inherited counts in projects");
        Refuse(IncludesSubtree && ProjectId is null, "include_subtree", "needs scope.project.id");

        void Refuse(bool isWrong, string name, string message)
        {
            if (isWrong)
            {
                query.AddProblem(name, message);
            }
        }
    }
}
