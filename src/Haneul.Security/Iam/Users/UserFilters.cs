using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Users;

/// <summary>The filters of lists of users.</summary>
/// <param name="DomainId">The organisation that is asked for; null for none.</param>
/// <param name="Condition">What else is asked for, as the end of a condition on <c>iam_users</c>.</param>
/// <param name="IsEmpty">Whether no user can match, because it is asked for those of an identity provider, of whom there are none.</param>
internal sealed record UserFilters(string? DomainId, Sql Condition, bool IsEmpty)
{
    private static readonly string[] OfIdentityProviders = ["idp_id", "protocol_id", "unique_id"];

    /// <summary>Reads the parameters.</summary>
    public static UserFilters Read(QueryFields query)
    {
        var domainId = query.Text("domain_id");
        Sql byName = ListFilters.Name(query), byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query)), byExpiry = Sql.Empty;
        if (query.Text("password_expires_at") is { } text)
        {
            if (PasswordExpiryFilter.TryParse(text, out var filter))
            {
                byExpiry = filter.Condition;
            }
            else
            {
                query.AddProblem("password_expires_at", $"must be one of {string.Join(", ", PasswordExpiryFilter.Comparisons)}, a colon and an instant in UTC, such as lt:2030-01-31T09:00:00Z");
            }
        }

        return new(domainId, $"{byName}{byEnabled}{byExpiry}", OfIdentityProviders.Any(name => query.Text(name) is not null));
    }

    /// <summary>The users of a page, and one more if another follows.</summary>
    /// <param name="session">The database.</param>
    /// <param name="page">The page.</param>
    /// <param name="domainId">The organisation that the list is limited to; null for none.</param>
    public async ValueTask<List<User>> ListAsync(IDatabaseSession session, ListPage page, string? domainId) =>
        IsEmpty ? [] : await session.QueryAsync(Statement(ListFilters.Where("organisation_id", domainId), Condition, page), User.Read);

    /// <summary>The statement behind <see cref="ListAsync"/>, which goes along an index (0004_identity.sql).</summary>
    public static Sql Statement(Sql byOrganisation, Sql condition, ListPage page) => $"""
        SELECT {User.Columns} FROM iam_users
        WHERE kind = {User.Person}{byOrganisation}{condition} AND id > {page.After}
        ORDER BY id LIMIT {page.Take}
        """;

    /// <summary>The same of the members of a group.</summary>
    public async ValueTask<List<User>> ListMembersAsync(IDatabaseSession session, ListPage page, string groupId)
    {
        var byOrganisation = ListFilters.Where("organisation_id", DomainId);
        return IsEmpty ? [] : await session.QueryAsync($"""
            SELECT {User.Columns} FROM iam_group_members m JOIN iam_users ON id = m.user_id
            WHERE m.group_id = {groupId}{byOrganisation}{Condition} AND m.user_id > {page.After}
            ORDER BY m.user_id LIMIT {page.Take}
            """, User.Read);
    }
}
