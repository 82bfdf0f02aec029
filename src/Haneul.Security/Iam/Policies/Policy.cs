using System.Collections.Concurrent;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Policies;

/// <summary>
/// A row of the policy table: Keystone's default policy of that name. Rows stand beside the operations that they decide, in a file <c>…Policies.cs</c> of each
/// folder; docs/generated/policies.md prints them all. An operation declares <see cref="Permission"/> and asks <see cref="Refuse"/> as soon as it knows its target.
/// </summary>
internal sealed class Policy
{
    private static readonly Permission ManageMembers = Permission.Granted("iam:assignment:manage");
    private static readonly Permission SeeMembers = Permission.Granted("iam:assignment:read");

    private static readonly ConcurrentDictionary<Permission, Policy> Declared = new();

    private readonly Persona _admitted;

    private Policy(string name, string description, Persona admitted, bool takesDelegated)
    {
        _admitted = admitted;
        TakesDelegated = takesDelegated;
        Permission = Permission.Policy($"identity:{name}", PersonaWords.Of(admitted) + (takesDelegated ? "" : "; not with a delegated token"), description);
        Declared[Permission] = this;
    }

    /// <summary>The permission that operations declare.</summary>
    public Permission Permission { get; }

    /// <summary>Whether delegated tokens are admitted at all.</summary>
    public bool TakesDelegated { get; }

    /// <summary>The policies that operations which declare this one ask in its place about some targets. They admit nobody whom this one does not.</summary>
    public IReadOnlyList<Policy> OnSomeTargets { get; private set; } = [];

    /// <summary>The policy that an operation declares; null for a permission of another kind.</summary>
    public static Policy? Find(Permission permission) => Declared.GetValueOrDefault(permission);

    /// <summary>A policy on looking at something.</summary>
    public static Policy Read(string name, string description, Persona admitted) => new(name, description, admitted, takesDelegated: true);

    /// <summary>
    /// A policy on changing something. Tokens of access keys, trusts and OAuth1 are refused: with users, roles or catalog entries of their own making they
    /// would be rid of their bounds (decisions.md, delegated tokens).
    /// </summary>
    public static Policy Change(string name, string description, Persona admitted) => new(name, description, admitted, takesDelegated: false);

    /// <summary>A policy on a change that delegated tokens may make too; the operation has a rule of its own for them.</summary>
    public static Policy DelegableChange(string name, string description, Persona admitted) => new(name, description, admitted, takesDelegated: true);

    /// <summary>Names the narrower policies of some targets.</summary>
    public Policy WithOnSomeTargets(params IReadOnlyList<Policy> narrower)
    {
        OnSomeTargets = narrower;
        return this;
    }

    /// <summary>Null if the caller is admitted to the target, which the call then remembers; 403 otherwise.</summary>
    public Error? Refuse(Call call, PolicyTarget target = default)
    {
        var caller = call.Caller;
        if (!TakesDelegated && caller.IsDelegated)
        {
            return IamErrors.DelegatedChange.AsError();
        }

        if (!Admits(caller, target))
        {
            return CommonErrors.Forbidden.With(call.Operation!.OperationId);
        }

        call.Admit();
        return null;
    }

    /// <summary>
    /// The same for a list that may be asked for one organisation: whoever is admitted by a role on an organisation sees that one only, and is refused if they ask for another.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="domainId">The organisation that is asked for; null for all that the caller may see.</param>
    /// <param name="only">The organisation that the list is limited to; null for none.</param>
    public Error? RefuseList(Call call, string? domainId, out string? only)
    {
        only = domainId;
        var caller = call.Caller;
        if ((TakesDelegated || !caller.IsDelegated) && Admits(caller, default))
        {
            call.Admit();
            return null;
        }

        only = domainId ?? caller.DomainId;
        return Refuse(call, new PolicyTarget(DomainId: only));
    }

    /// <summary>Whether a caller is admitted to a target, whatever the token: for lists that show to each what they may see.</summary>
    public bool Admits(Caller caller, PolicyTarget target) =>
        (Has(Persona.Anyone))
        || (Has(Persona.Admin) && caller.IsAdmin())
        || (Has(Persona.SystemAdmin) && caller.IsSystem && caller.Roles.Contains(RoleTable.Admin))
        || (Has(Persona.AnyManager) && caller.Roles.Contains(RoleTable.Manager))
        || (Has(Persona.SystemReader) && caller.IsSystem && caller.Roles.Contains(RoleTable.Reader))
        || (Has(Persona.DomainReader) && IsIn(caller, target) && caller.Roles.Contains(RoleTable.Reader))
        || (Has(Persona.DomainManager) && IsIn(caller, target) && caller.Roles.Contains(RoleTable.Manager))
        || (Has(Persona.Owner) && target.UserId is { } userId && caller.Is(userId))
        || (Has(Persona.ProjectManager) && IsAt(caller, target) && caller.May(ManageMembers))
        || (Has(Persona.ProjectViewer) && IsAt(caller, target) && caller.May(SeeMembers))
        || (Has(Persona.ProjectParticipant) && IsAt(caller, target) && caller.Roles.Count > 0)
        || (Has(Persona.DomainParticipant) && IsIn(caller, target) && caller.Roles.Count > 0)
        || (Has(Persona.ProjectInDomain) && caller.ProjectDomainId is { } owner && string.Equals(owner, target.DomainId, StringComparison.Ordinal) && caller.Roles.Count > 0);

    private static bool IsIn(Caller caller, PolicyTarget target) => caller.DomainId is { } domainId && string.Equals(domainId, target.DomainId, StringComparison.Ordinal);

    private static bool IsAt(Caller caller, PolicyTarget target) => caller.ProjectId is { } projectId && string.Equals(projectId, target.ProjectId, StringComparison.Ordinal);

    private bool Has(Persona persona) => (_admitted & persona) != Persona.None;
}
