using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Trusts;

/// <summary>
/// A trust and those that it was made of, up to the first, as they are now. All of them are looked at again every time: whatever ends one link ends everything
/// that hangs on it.
/// </summary>
internal sealed class TrustChain
{
    /// <summary>How many steps a trust may be passed on at most: Keystone's default.</summary>
    public const int MostSteps = 3;

    private readonly List<Trust> _links;

    private TrustChain(List<Trust> links) => _links = links;

    /// <summary>The trust itself.</summary>
    public Trust Trust => _links[0];

    /// <summary>Who began the chain: their roles are what is handed on.</summary>
    public string FirstTrustorId => _links[^1].TrustorUserId;

    /// <summary>When the first of them ends, microseconds; null if none does by itself.</summary>
    public long? ExpiresAt => _links.Min(static link => link.ExpiresAt);

    /// <summary>The chain of a trust; null if it, or one that it was made of, is gone or has expired, or if any of their users or organisations is gone or disabled.</summary>
    public static async ValueTask<TrustChain?> FindAsync(IDatabaseSession session, string id, DateTimeOffset now)
    {
        var links = new List<Trust>();
        for (string? next = id; next is not null; next = links[^1].RedelegatedTrustId)
        {
            // One more link than steps; a longer row of them was not made by us.
            if (links.Count > MostSteps || await FindLinkAsync(session, next) is not { } link || link.HasExpired(now))
            {
                return null;
            }

            links.Add(link);
        }

        return new TrustChain(links);
    }

    /// <summary>The roles that the trust comes to: those that every link grants and that the first trustor still holds.</summary>
    public async ValueTask<IReadOnlyList<Role>> RolesAsync(IDatabaseSession session, RoleSet roles, IReadOnlyCollection<string>? atIssue)
    {
        if (Trust.ProjectId is not { } projectId)
        {
            return [];
        }

        var now = await EffectiveRoles.OnProjectAsync(session, FirstTrustorId, projectId);
        return [.. EffectiveRoles.Intersect(roles, RoleScope.Project, now, atIssue, ofKey: null).Where(role => _links.TrueForAll(link => link.GrantedRoleIds.Contains(role.Id, StringComparer.Ordinal)))];
    }

    /// <summary>Whether every link that a new one would hang on lets its holder pass it on (Keystone checks the whole row as well).</summary>
    public bool IsRedelegable => _links.TrueForAll(static link => link.RedelegationCount is > 0 and <= MostSteps);

    private static ValueTask<Trust?> FindLinkAsync(IDatabaseSession session, string id) => session.QueryFirstOrDefaultAsync($"""
        SELECT {Trust.Columns}
        FROM iam_trusts t
        JOIN iam_users r ON r.id = t.trustor_user_id AND r.enabled = 1
        JOIN iam_organisations ro ON ro.id = r.organisation_id AND ro.enabled = 1
        JOIN iam_users e ON e.id = t.trustee_user_id AND e.enabled = 1
        JOIN iam_organisations eo ON eo.id = e.organisation_id AND eo.enabled = 1
        WHERE t.id = {id}
        """, Trust.Read);
}
