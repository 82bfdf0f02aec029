using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>Everything that a decision depends on, but for the operation.</summary>
/// <param name="Subject">Who would call.</param>
/// <param name="Place">What their token would be for.</param>
/// <param name="Lines">By what they hold roles there.</param>
/// <param name="ResourceId">The secret or key; null to leave it open.</param>
internal sealed record AskedAccess(AskedSubject Subject, AskedPlace Place, IReadOnlyList<HeldRoleLine> Lines, string? ResourceId);

/// <summary>
/// Decides on a call that nobody makes, by asking the very rules that decide on calls: the roles in force, the permission set, the policies, the access rules of keys and the
/// lists of resources. What an operation looks at beyond these stands in the errors that it declares, and so in the answer.
/// </summary>
internal sealed class AccessExplanation(RoleDirectory directory, IEnumerable<IListedResources> listed)
{
    private readonly Dictionary<string, IListedResources> _listed = listed.ToDictionary(static each => each.Service, StringComparer.Ordinal);

    /// <summary>The decision.</summary>
    public async ValueTask<AccessDecision> DecideAsync(IDatabaseSession session, Call call, KnownOperation known, AskedAccess asked)
    {
        var roles = await directory.GetAsync(session);
        var (subject, place) = (asked.Subject, asked.Place);
        var caller = CallerOf(subject, place, RolesOf(roles, asked, subject.Key?.RoleIds));
        var judgement = new Judgement();
        var permission = known.Operation.Permission;
        AccessControlState? accessControl = null;
        if (permission.Kind == PermissionKind.Anyone)
        {
            judgement.Note("no_token_needed", $"No token is needed: {permission.Rule}.");
        }
        else
        {
            JudgeSignIn(judgement, call, asked, caller);
            JudgeRules(judgement, known, caller);
            JudgePermission(judgement, permission, caller, asked, roles);
            JudgeDelegation(judgement, known.Operation, caller);
            accessControl = await JudgeListAsync(session, judgement, call, known.Operation, asked);
            NoteWhatElse(judgement, known.Operation, caller, isListKnown: accessControl is not null);
            NoteOlderToken(judgement, call.Caller, permission, caller);
        }

        return new AccessDecision(
            judgement.Allowed,
            known.Operation.Name,
            permission.Name,
            permission.Kind == PermissionKind.Granted ? $"a role in the project that holds {permission.Name}" : permission.Rule,
            judgement.Reasons,
            [.. asked.Lines.SelectMany(line => line.ToRoles(roles, place.Scope, subject.Key?.RoleIds)).Distinct()],
            [.. RolesThatWouldAllow(roles, permission, subject, place)],
            accessControl);
    }

    private static IReadOnlyList<Role> RolesOf(RoleSet roles, AskedAccess asked, IReadOnlyCollection<string>? ofKey) =>
        EffectiveRoles.Intersect(roles, asked.Place.Scope, asked.Lines.Select(static line => line.RoleId), atIssue: null, ofKey);

    /// <summary>The caller that a new token would make.</summary>
    private static Caller CallerOf(AskedSubject subject, AskedPlace place, IReadOnlyList<Role> roles) => new()
    {
        UserId = subject.UserId,
        UserName = "",
        UserDomainId = subject.OrganisationId,
        ProjectId = place.ProjectId,
        ProjectDomainId = place.ProjectId is null ? null : place.OrganisationId,
        DomainId = place.Scope == RoleScope.Domain ? place.Id : null,
        IsSystem = place.Scope == RoleScope.System,
        AccessKeyId = subject.Key?.Id,
        AccessRules = subject.Key?.Rules is { } rules ? new AccessRules(rules) : null,
        IsDelegated = subject.IsDelegated,
        Roles = roles.Select(static role => role.Name).ToHashSet(StringComparer.Ordinal),
        Permissions = RoleTable.PermissionsOf(roles),
    };

    /// <summary>What keeps the subject from having a token there at all.</summary>
    private static void JudgeSignIn(Judgement judgement, Call call, AskedAccess asked, Caller caller)
    {
        var (subject, place) = (asked.Subject, asked.Place);
        Check(subject.IsUserEnabled, "subject_disabled", "The user or service account is disabled: it gets no token, and those that are out are refused.");
        Check(subject.IsOrganisationEnabled, "subject_organisation_disabled", "The organisation of the user is disabled.");
        Check(place.IsEnabled, "project_disabled", "The project is disabled.");
        Check(place.IsOrganisationEnabled, "organisation_disabled", "The organisation is disabled.");
        Check(!(subject.Key?.ExpiresAt <= UnixTime.ToMicroseconds(call.Now)), "access_key_expired", "The access key has expired.");
        Check((subject.Key?.ProjectId ?? subject.ServiceAccountProjectId ?? place.Id) == place.Id, "other_project", "The access key or service account is for another project.");
        Check(caller.Roles.Count > 0 || asked.Lines.Count > 0, "no_role", "The subject holds no role there, itself, by a group or by inheritance.");
        Check(caller.Roles.Count > 0 || asked.Lines.Count == 0, "no_role_in_force", "None of the roles that the subject holds counts there: they mean something elsewhere only, or the access key was made without them.");

        void Check(bool isFine, string code, string text)
        {
            if (!isFine)
            {
                judgement.Against(code, text);
            }
        }
    }

    private static void JudgeRules(Judgement judgement, KnownOperation known, Caller caller)
    {
        switch (known.CoverBy(caller.AccessRules))
        {
            case RuleCover.None:
                judgement.Against("outside_access_rules", $"The access rules of the key do not name {known.Contract.Method} {known.RulePath} of this service.");
                break;
            case RuleCover.Some:
                judgement.Open("access_rules_depend", $"The access rules of the key name {known.Contract.Method} {known.RulePath} for some resources only.");
                break;
            default:
                break;
        }
    }

    private static void JudgePermission(Judgement judgement, Permission permission, Caller caller, AskedAccess asked, RoleSet roles)
    {
        if (permission.Kind == PermissionKind.SignedIn)
        {
            judgement.Open("depends_on_target", $"The operation decides by what it is done to: {permission.Rule}");
        }
        else if (permission.Kind == PermissionKind.Policy)
        {
            JudgePolicy(judgement, permission, caller);
        }
        else if (caller.ProjectId is null)
        {
            judgement.Against("project_needed", "The operation needs a token for a project.");
        }
        else if (caller.May(permission))
        {
            judgement.Note("permission_held", $"A role in force holds {permission.Name}.");
        }
        else if (RoleTable.PermissionsOf(RolesOf(roles, asked, ofKey: null)).Contains(permission))
        {
            judgement.Against("access_key_without_role", $"The roles that hold {permission.Name} are not the key's, which keeps the roles that it was made with: a new key has them.");
        }
        else
        {
            judgement.Against("permission_not_held", $"None of the roles in force holds {permission.Name}.");
        }
    }

    private static void JudgePolicy(Judgement judgement, Permission permission, Caller caller)
    {
        var policy = PolicyOf(permission);
        var words = $"{permission.Name} admits: {permission.Rule}.";
        if (!policy.TakesDelegated && caller.IsDelegated)
        {
            judgement.Against("delegated_token", "Tokens of access keys change nothing in IAM.");
        }
        else if (policy.Admits(caller, default) && policy.OnSomeTargets.All(narrower => narrower.Admits(caller, default)))
        {
            judgement.Note("policy_admits", words);
        }
        else if (policy.Admits(caller, NearestTarget(caller)))
        {
            judgement.Open("depends_on_target", $"It depends on what it is done to. {words}");
        }
        else
        {
            judgement.Against("policy_does_not_admit", words);
        }
    }

    /// <summary>Operations that roles decide and that refuse tokens of access keys besides.</summary>
    private static void JudgeDelegation(Judgement judgement, Operation operation, Caller caller)
    {
        if (caller.IsDelegated && operation.Permission.Kind == PermissionKind.Granted && operation.Errors.Contains(IamErrors.DelegatedChange))
        {
            judgement.Against("delegated_token", "Tokens of access keys change nothing in IAM.");
        }
    }

    /// <summary>What the list of the resource says, where the asker may know it; null without a resource or list.</summary>
    private async ValueTask<AccessControlState?> JudgeListAsync(IDatabaseSession session, Judgement judgement, Call call, Operation operation, AskedAccess asked)
    {
        if (asked is not { ResourceId: { } resourceId, Place.ProjectId: { } projectId } || !_listed.TryGetValue(operation.Service, out var resources))
        {
            return null;
        }

        // Who is on a list is told to those alone whom the list admits, as by the operations on lists; and to everybody about themselves.
        var asker = call.Caller;
        var sees = asker.ProjectId == projectId && asker.May(resources.Sight)
            && (asker.UserId == asked.Subject.UserId || await resources.FindAsync(session, projectId, resourceId, asker.UserId) is null or { IsAdmitted: true });
        if (!sees)
        {
            judgement.Open("access_control_not_shown", "Whether the access control of the resource stands in the way is shown to those only who have access to it, with a token for its project.");
            return null;
        }

        if (await resources.FindAsync(session, projectId, resourceId, asked.Subject.UserId) is not { } standing)
        {
            judgement.Open("resource_unknown", "The project has no such resource: the call would be answered 404.");
            return null;
        }

        var asksList = operation.Errors.Contains(resources.Refusal);
        if (!standing.IsEnabled)
        {
            judgement.Note("access_control_off", "Access control is off for the resource, so that roles alone decide.");
        }
        else if (!asksList)
        {
            judgement.Note("access_control_not_asked", "Access control is on for the resource, and this operation does not ask it.");
        }
        else if (standing.IsListed)
        {
            judgement.Note("access_control_admits", "Access control is on, and the subject owns the resource or is on its list.");
        }
        else
        {
            judgement.Against("not_on_access_list", "Access control is on for the resource, and the subject neither owns it nor is on its list, itself or by a group.");
        }

        return new AccessControlState(standing.IsEnabled, standing.IsListed);
    }

    /// <summary>The refusals that an operation declares and that were not judged here.</summary>
    private void NoteWhatElse(Judgement judgement, Operation operation, Caller caller, bool isListKnown)
    {
        var list = _listed.GetValueOrDefault(operation.Service)?.Refusal;
        foreach (var error in operation.Errors.Where(static error => error.Status == 403))
        {
            var isJudged = error == IamErrors.DelegatedChange || (error == list && isListKnown) || (!caller.IsDelegated && error.Code == IamErrors.DelegatedChange.Code);
            if (!isJudged)
            {
                judgement.Note("may_still_be_refused", $"{error.Code}: {error.Template}");
            }
        }
    }

    /// <summary>What one who asks about themself may wonder about: a token that is older than the role.</summary>
    private static void NoteOlderToken(Judgement judgement, Caller asker, Permission permission, Caller caller)
    {
        if (asker.UserId == caller.UserId && asker.ProjectId is not null && asker.ProjectId == caller.ProjectId && asker.AccessKeyId == caller.AccessKeyId
            && caller.May(permission) && !asker.May(permission))
        {
            judgement.Note("token_is_older", "The token of this call was issued before the role was given, and a role that is given acts in new tokens only: sign in again.");
        }
    }

    private static IEnumerable<string> RolesThatWouldAllow(RoleSet roles, Permission permission, AskedSubject subject, AskedPlace place)
    {
        if (permission.Kind is not (PermissionKind.Granted or PermissionKind.Policy))
        {
            return [];
        }

        return RoleTable.All.Select(static definition => definition.Name).Where(name =>
        {
            var caller = CallerOf(subject, place, roles.Expand([roles.FindByName(name)!.Id], place.Scope));
            return permission.Kind == PermissionKind.Granted
                ? caller.ProjectId is not null && caller.May(permission)
                : PolicyOf(permission) is var policy && (policy.TakesDelegated || !caller.IsDelegated) && policy.Admits(caller, NearestTarget(caller) with { UserId = null });
        });
    }

    private static Policy PolicyOf(Permission permission) => Policy.Find(permission) ?? throw new InvalidOperationException($"No policy is called {permission.Name}.");

    /// <summary>The target that a caller is nearest to: of their own, and of what their token is for.</summary>
    private static PolicyTarget NearestTarget(Caller caller) => new(caller.DomainId ?? caller.ProjectDomainId, caller.UserId, caller.ProjectId);
}
