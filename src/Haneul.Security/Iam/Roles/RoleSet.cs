namespace Haneul.Security.Iam.Roles;

/// <summary>The roles of the installation at one moment.</summary>
internal sealed class RoleSet
{
    private readonly Dictionary<string, Role> _byId;
    private readonly Dictionary<string, Role> _globalByName;
    private readonly ILookup<string, string> _implied;

    public RoleSet(long epoch, IReadOnlyList<Role> roles, IEnumerable<(string Prior, string Implied)> implications)
    {
        Epoch = epoch;
        All = [.. roles.OrderBy(static role => RoleTable.OrderOf(role)).ThenBy(static role => role.Name, StringComparer.Ordinal)];
        _byId = roles.ToDictionary(static role => role.Id, StringComparer.Ordinal);
        _globalByName = roles.Where(static role => role.OrganisationId is null).ToDictionary(static role => NameKey.Of(role.Name), StringComparer.Ordinal);
        _implied = implications.ToLookup(static row => row.Prior, static row => row.Implied, StringComparer.Ordinal);
    }

    /// <summary>The revocation epoch that they were read in.</summary>
    public long Epoch { get; }

    /// <summary>Every role: those of the role table in its order, then the others by name.</summary>
    public IReadOnlyList<Role> All { get; }

    public Role? FindById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The global role of a name, without regard to case.</summary>
    public Role? FindByName(string name) => _globalByName.GetValueOrDefault(NameKey.Of(name));

    /// <summary>What a role implies itself, without what follows from that.</summary>
    public IEnumerable<Role> ImpliedBy(string id) => _implied[id].Select(FindById).OfType<Role>();

    /// <summary>The ids and everything that they imply, in whatever number of steps; circles end.</summary>
    public IReadOnlySet<string> Closure(IEnumerable<string> ids)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(ids);
        while (open.TryPop(out var id))
        {
            if (_byId.ContainsKey(id) && reached.Add(id))
            {
                foreach (var implied in _implied[id])
                {
                    open.Push(implied);
                }
            }
        }

        return reached;
    }

    /// <summary>
    /// What one given role comes to on a scope, as <see cref="Expand"/> has it, each role with the one that implies it first: null for the given role itself. By the
    /// shortest way, and each role once, so that circles end.
    /// </summary>
    public IReadOnlyList<(Role Role, string? PriorId)> Reach(string id, RoleScope scope)
    {
        if (FindById(id) is not { } given || (scope != RoleScope.Domain && RoleTable.FamilyOf(given) == RoleFamily.Organisation))
        {
            return [];
        }

        var priors = new Dictionary<string, string?>(StringComparer.Ordinal) { [id] = null };
        var reached = new List<(Role Role, string? PriorId)>();
        var open = new Queue<Role>([given]);
        while (open.TryDequeue(out var role))
        {
            if (role.OrganisationId is null)
            {
                reached.Add((role, priors[role.Id]));
            }

            foreach (var implied in ImpliedBy(role.Id))
            {
                if (priors.TryAdd(implied.Id, role.Id))
                {
                    open.Enqueue(implied);
                }
            }
        }

        return reached;
    }

    /// <summary>
    /// What given roles come to on a scope: everything that they imply, without the roles that stand for others only (domain-specific ones), and without the
    /// organisation roles anywhere but on an organisation: what they imply on their own organisation must not follow them into a project (decisions.md, roles).
    /// </summary>
    public IReadOnlyList<Role> Expand(IEnumerable<string> ids, RoleScope scope)
    {
        var counting = scope == RoleScope.Domain ? ids : ids.Where(id => FindById(id) is { } role && RoleTable.FamilyOf(role) != RoleFamily.Organisation);
        var reached = Closure(counting);
        return [.. All.Where(role => reached.Contains(role.Id) && role.OrganisationId is null)];
    }
}

/// <summary>What a role is held on.</summary>
internal enum RoleScope
{
    /// <summary>A project.</summary>
    Project,

    /// <summary>An organisation.</summary>
    Domain,

    /// <summary>The installation.</summary>
    System,
}
