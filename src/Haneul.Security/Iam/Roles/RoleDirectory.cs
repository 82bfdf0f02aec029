using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Roles;

/// <summary>The roles of the installation and what they imply; few rows that every sign-in needs, so they are kept.</summary>
internal sealed class RoleDirectory(RevocationEpoch epoch, TimeProvider time)
{
    private volatile RoleSet? _roles;

    /// <summary>The roles as of now.</summary>
    public async ValueTask<RoleSet> GetAsync(IDatabaseSession session)
    {
        // The epoch is taken before the rows are read, so that a change in between makes the result stale, never the other way round.
        var now = epoch.Value;
        if (_roles is { } kept && epoch.StillIs(kept.Epoch, time))
        {
            return kept;
        }

        var roles = await ReadAsync(session, now);
        _roles = roles;
        return roles;
    }

    /// <summary>The roles as the session has them: for changes of roles, which see what they did themselves.</summary>
    public static async ValueTask<RoleSet> ReadAsync(IDatabaseSession session, long epoch)
    {
        var rows = await session.QueryAsync($"SELECT {Role.Columns} FROM iam_roles ORDER BY name_key, id", Role.Read);
        var implications = await session.QueryAsync(
            $"SELECT prior_id, implied_id FROM iam_role_implications", static row => (Prior: row.GetString(0), Implied: row.GetString(1)));
        return new RoleSet(epoch, rows, implications);
    }
}
