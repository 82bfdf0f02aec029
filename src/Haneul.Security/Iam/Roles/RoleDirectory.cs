using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Roles;

/// <summary>A role as the database has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
internal sealed record Role(string Id, string Name, string Description);

/// <summary>The roles of the installation by id and by name; a handful of rows that every sign-in needs, so they are kept.</summary>
internal sealed class RoleDirectory(RevocationEpoch epoch)
{
    private volatile RoleSet? _roles;

    /// <summary>The roles as of now.</summary>
    public async ValueTask<RoleSet> GetAsync(IDatabaseSession session)
    {
        // The epoch is taken before the rows are read, so that a change in between makes the result stale, never the other way round.
        var now = epoch.Value;
        if (_roles is { } kept && kept.Epoch == now)
        {
            return kept;
        }

        var rows = await session.QueryAsync($"SELECT id, name, description FROM iam_roles ORDER BY name", static row => new Role(row.GetString(0), row.GetString(1), row.GetString(2)));
        var roles = new RoleSet(now, rows);
        _roles = roles;
        return roles;
    }
}

/// <summary>The roles of the installation at one moment.</summary>
internal sealed class RoleSet(long epoch, IReadOnlyList<Role> roles)
{
    private readonly Dictionary<string, Role> _byId = roles.ToDictionary(role => role.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Role> _byName = roles.ToDictionary(role => role.Name, StringComparer.Ordinal);

    /// <summary>The revocation epoch that they were read in.</summary>
    public long Epoch => epoch;

    /// <summary>Every role, by name.</summary>
    public IReadOnlyList<Role> All => roles;

    public Role? FindById(string id) => _byId.GetValueOrDefault(id);

    public Role? FindByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The roles of these ids and everything that they imply, in the order of the role table. Ids of roles that are gone count for nothing.</summary>
    public IReadOnlyList<Role> Expand(IEnumerable<string> ids) =>
        [.. RoleTable.Expand(ids.Select(FindById).OfType<Role>().Select(role => role.Name)).Select(FindByName).OfType<Role>()];
}
