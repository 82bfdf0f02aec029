using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Groups;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Assignments;

/// <summary>What the path of a grant names, as far as it is there.</summary>
/// <param name="Path">The path.</param>
/// <param name="Actor">The user or group.</param>
/// <param name="Target">The project, organisation or system.</param>
/// <param name="Role">The role; null for a list too.</param>
internal sealed record Grant(GrantPath Path, GrantActor? Actor, GrantTarget? Target, Role? Role)
{
    /// <summary>Looks it up. Says nothing yet of what is missing: only who may see it all learns that.</summary>
    public static async ValueTask<Grant> FindAsync(Call call, IDatabaseSession session, GrantPath path)
    {
        call.Trail.ResourceId = path.ActorId;
        var grant = new Grant(
            path,
            await GrantActor.FindAsync(session, path),
            await GrantTarget.FindAsync(session, path),
            path.RoleId.Length == 0 ? null : await Role.FindAsync(session, path.RoleId));
        if (grant.Role is { } role)
        {
            call.Trail.AddFact("role", role.Name);
        }

        if (path.IsInherited)
        {
            call.Trail.AddFact("inherited_to", "projects");
        }

        return grant;
    }

    /// <summary>
    /// 403 unless the policy admits the caller, then 404 for what is missing. To managers and readers of an organisation a grant belongs to theirs only if both ends do;
    /// to those of a project everybody of another organisation is as good as unknown, and what is inherited below it is none of their business.
    /// </summary>
    public Error? RefuseRead(Call call, Policy policy)
    {
        var organisation = Actor is not null && Actor.OrganisationId == Target?.OrganisationId ? Actor.OrganisationId : null;
        var project = Path is { TargetType: GrantPath.Project, IsInherited: false } ? Path.TargetId : null;
        if (policy.Refuse(call, new PolicyTarget(DomainId: organisation, ProjectId: project)) is { } refused)
        {
            return refused;
        }

        if (Target is null)
        {
            return (Path.TargetType == GrantPath.Project ? IamErrors.ProjectNotFound : OrganisationErrors.NotFound).With(Path.TargetId);
        }

        call.Trail.ProjectId = Path.TargetType == GrantPath.Project ? Path.TargetId : null;
        call.Trail.DomainId = Target.OrganisationId;
        var seesOthers = call.Caller.IsAdmin() || call.Caller.IsSystem;
        if (Actor is null || (!seesOthers && Actor.OrganisationId != Target.OrganisationId))
        {
            return (Path.ActorType == GrantPath.User ? IamErrors.UserNotFound : GroupErrors.GroupNotFound).With(Path.ActorId);
        }

        call.Trail.ResourceName = Actor.Name;
        call.Trail.DomainId ??= Actor.OrganisationId;
        return Path.RoleId.Length > 0 && Role is null ? IamErrors.RoleNotFound.With(Path.RoleId) : null;
    }

    /// <summary>The same for a change, and 403 for a role that the caller may neither give nor take.</summary>
    public Error? RefuseChange(Call call, Policy policy) =>
        RefuseRead(call, policy) ?? (GrantRules.MayGive(call.Caller, Role!) ? null : AssignmentErrors.RoleNotGivable.With(Role!.Name));

    /// <summary>Whether the role was given.</summary>
    public async ValueTask<bool> ExistsAsync(IDatabaseSession session) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM iam_role_assignments WHERE {Path.IsHere} AND role_id = {Path.RoleId}", static row => row.GetInt64(0)) > 0;
}

/// <summary>A user or group that holds roles.</summary>
/// <param name="OrganisationId">Their organisation.</param>
/// <param name="Name">Their name.</param>
/// <param name="OwnProjectId">The project that a service account belongs to; null for people and groups.</param>
internal sealed record GrantActor(string OrganisationId, string Name, string? OwnProjectId)
{
    /// <summary>Looks it up; null if it is not there.</summary>
    public static ValueTask<GrantActor?> FindAsync(IDatabaseSession session, GrantPath path) => path.ActorType == GrantPath.User
        ? session.QueryFirstOrDefaultAsync(
            $"SELECT u.organisation_id, u.name, s.project_id FROM iam_users u LEFT JOIN iam_service_accounts s ON s.user_id = u.id WHERE u.id = {path.ActorId}",
            static row => new GrantActor(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)))
        : session.QueryFirstOrDefaultAsync(
            $"SELECT organisation_id, name FROM iam_groups WHERE id = {path.ActorId}", static row => new GrantActor(row.GetString(0), row.GetString(1), OwnProjectId: null));
}

/// <summary>Where a role is held.</summary>
/// <param name="OrganisationId">The organisation that it is or belongs to; null for the system.</param>
internal sealed record GrantTarget(string? OrganisationId)
{
    /// <summary>Looks it up; null if it is not there.</summary>
    public static ValueTask<GrantTarget?> FindAsync(IDatabaseSession session, GrantPath path) => path.TargetType switch
    {
        GrantPath.Project => session.QueryFirstOrDefaultAsync(
            $"SELECT organisation_id FROM iam_projects WHERE id = {path.TargetId}", static row => new GrantTarget(row.GetString(0))),
        GrantPath.Domain => session.QueryFirstOrDefaultAsync(
            $"SELECT id FROM iam_organisations WHERE id = {path.TargetId}", static row => new GrantTarget(row.GetString(0))),
        _ => new(new GrantTarget(OrganisationId: null)),
    };
}
