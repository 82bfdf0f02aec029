using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>A page of a search.</summary>
/// <param name="Rows">What was found.</param>
/// <param name="Next">Where to go on; null when everything was seen.</param>
internal sealed record SecretPage(IReadOnlyList<CatalogueRow> Rows, SecretPosition? Next);

/// <summary>
/// Finds secrets, newest first, in a time that does not grow with their number. A condition that few secrets meet is the way in: those are looked up and the others asked
/// about them. Where every condition is met by many, the secrets are gone through by age, which soon fills a page; if it does not, as where two common
/// conditions exclude each other, the page ends after a stretch with what was found and a cursor for the rest. How many are few depends on how soon a page would fill:
/// a glance at the newest secrets tells, and often fills it already (docs/performance.md).
/// </summary>
internal sealed class SecretSearch(IDatabase database, AllowLists allowLists)
{
    /// <summary>So many secrets are looked up without a glance at the newest.</summary>
    private const int Rare = 200;

    /// <summary>So many secrets are glanced at.</summary>
    private const int Glance = 400;

    /// <summary>A longer page is not filled by a glance.</summary>
    private const int LongestPageForGlance = Glance / 4;

    /// <summary>More secrets than these are never few.</summary>
    private const int Few = 2_000;

    /// <summary>So many secrets are gone through for a page.</summary>
    private const int Stretch = 10_000;

    public ValueTask<SecretPage> FindAsync(Call call, SecretQuery query, SecretPosition? after, int limit) =>
        database.ReadAsync(session => FindAsync(session, call, query, after, limit), call.Context.RequestAborted);

    private async ValueTask<SecretPage> FindAsync(IDatabaseSession session, Call call, SecretQuery query, SecretPosition? after, int limit)
    {
        var look = new Look(session, call, ConditionsOf(call, query), WantedOf(query, after), limit);
        if (query.IsOpen)
        {
            return await GoThroughAsync(look, end: null);
        }

        if (await FindWayInAsync(look, Rare) is { } rare)
        {
            return await LookUpAsync(look, rare);
        }

        if (look.Conditions.TrueForAll(static condition => condition.Ids is null))
        {
            return await GoThroughAsync(look, await FindEndAsync(look, Stretch));
        }

        var few = Few;
        if (limit <= LongestPageForGlance)
        {
            var end = await FindEndAsync(look, Glance);
            var page = await GoThroughAsync(look, end);
            if (end is null || page.Rows.Count == limit)
            {
                return page;
            }

            // Looking up costs about as much for each secret as going through: the shorter way is the cheaper one.
            few = page.Rows.Count == 0 ? Few : Math.Min(Few, Glance * (limit + 1) / page.Rows.Count);
        }

        return await FindWayInAsync(look, few) is { } wayIn ? await LookUpAsync(look, wayIn) : await GoThroughAsync(look, await FindEndAsync(look, Stretch));
    }

    /// <summary>Asks those that meet one condition about the others.</summary>
    private ValueTask<SecretPage> LookUpAsync(Look look, Condition wayIn) => ListAsync(
        look with { Conditions = look.Conditions.FindAll(condition => !ReferenceEquals(condition, wayIn)) },
        $"(SELECT DISTINCT few.secret_id FROM ({wayIn.Ids!.Value} LIMIT {2 * Few}) few) found CROSS JOIN secrets_secrets s",
        $"AND s.id = found.secret_id",
        end: null);

    /// <summary>Asks about all from the newest to the end.</summary>
    private ValueTask<SecretPage> GoThroughAsync(Look look, SecretPosition? end) => ListAsync(
        look, $"secrets_secrets s", end is { } last ? $"AND (s.created_at, s.id) >= ({last.CreatedAt}, {last.Id})" : Sql.Empty, end);

    private async ValueTask<SecretPage> ListAsync(Look look, Sql source, Sql bound, SecretPosition? end)
    {
        var projectId = look.Call.ProjectId;
        Sql wanted = $"{look.Wanted} {bound}";
        foreach (var condition in look.Conditions)
        {
            wanted = $"{wanted} AND {condition.Holds}";
        }

        var rows = await look.Session.QueryAsync(
            $"""
            SELECT {CatalogueRow.Columns(allowLists, look.Call.Caller, projectId)}
            FROM (
                SELECT s.* FROM {source} WHERE s.project_id = {projectId} {wanted} ORDER BY s.created_at DESC, s.id DESC LIMIT {look.Limit + 1}
            ) s LEFT JOIN secrets_reads r ON r.project_id = s.project_id AND r.secret_id = s.id
            ORDER BY s.created_at DESC, s.id DESC
            """,
            CatalogueRow.Read);
        if (rows.Count <= look.Limit)
        {
            return new SecretPage(rows, end);
        }

        rows.RemoveAt(look.Limit);
        return new SecretPage(rows, new SecretPosition(rows[^1].CreatedAt, rows[^1].Id));
    }

    private static Sql WantedOf(SecretQuery query, SecretPosition? after)
    {
        Sql wanted = after is { } position ? $"AND (s.created_at, s.id) < ({position.CreatedAt}, {position.Id})" : Sql.Empty;
        return query.UnusedSince is { } unusedSince ? $"{wanted} AND s.created_at < {unusedSince}" : wanted;
    }

    private List<Condition> ConditionsOf(Call call, SecretQuery query)
    {
        var projectId = call.ProjectId;
        var conditions = new List<Condition>();
        foreach (var word in query.Words)
        {
            var (from, to) = SearchIndex.RangeOf(word);
            Sql ids = $"SELECT secret_id FROM secrets_words WHERE project_id = {projectId} AND word >= {from} AND word < {to}";
            conditions.Add(new(
                ids,
                // Letters and digits: nothing in a word means something to LIKE. Put together here, because SQLite plans a statement anew each time if its LIKE has
                // nothing but a parameter.
                $"(SELECT t.words FROM secrets_search t WHERE t.project_id = s.project_id AND t.secret_id = s.id) LIKE '% ' || {word} || '%'"));
        }

        foreach (var (key, value) in query.Tags)
        {
            Sql ids = $"SELECT secret_id FROM secrets_tags WHERE project_id = {projectId} AND key = {key}";
            // A subquery for one value, not EXISTS: PostgreSQL would turn that into a join with all secrets of the tag.
            Sql own = $"(SELECT t.value FROM secrets_tags t WHERE t.project_id = s.project_id AND t.secret_id = s.id AND t.key = {key})";
            if (value is null)
            {
                conditions.Add(new(ids, $"{own} IS NOT NULL"));
                continue;
            }

            ids = $"{ids} AND value = {value}";
            conditions.Add(new(ids, $"{own} = {value}"));
        }

        if (query.ExpiresBefore is { } expiresBefore)
        {
            Sql ids = $"SELECT id AS secret_id FROM secrets_secrets WHERE project_id = {projectId} AND expires_at IS NOT NULL AND expires_at < {expiresBefore}";
            conditions.Add(new(ids, $"s.expires_at < {expiresBefore}"));
        }

        if (query.UnusedSince is { } unusedSince)
        {
            conditions.Add(new(null, $"COALESCE((SELECT l.last_read_at FROM secrets_reads l WHERE l.project_id = s.project_id AND l.secret_id = s.id), 0) < {unusedSince}"));
        }

        if (query.IsAccessible is { } accessible)
        {
            conditions.Add(new(null, $"CASE WHEN {CatalogueRow.Admits(allowLists, call.Caller, projectId)} THEN 1 ELSE 0 END = {accessible}"));
        }

        return conditions;
    }

    /// <summary>The condition that the fewest secrets meet, if they are at most so many; null if there is none.</summary>
    private static async ValueTask<Condition?> FindWayInAsync(Look look, int most)
    {
        var (fewest, wayIn) = (most + 1L, (Condition?)null);
        foreach (var condition in look.Conditions)
        {
            if (condition.Ids is not { } ids)
            {
                continue;
            }

            var count = await look.Session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM ({ids} LIMIT {fewest}) few", static row => row.GetInt64(0));
            if (count < fewest)
            {
                (fewest, wayIn) = (count, condition);
            }
        }

        return wayIn;
    }

    /// <summary>The last of so many secrets; null if there are not so many.</summary>
    private static async ValueTask<SecretPosition?> FindEndAsync(Look look, int count)
    {
        var end = await look.Session.QueryAsync(
            $"""
            SELECT s.created_at, s.id FROM secrets_secrets s WHERE s.project_id = {look.Call.ProjectId} {look.Wanted}
            ORDER BY s.created_at DESC, s.id DESC LIMIT 1 OFFSET {count - 1}
            """,
            static row => new SecretPosition(row.GetInt64(0), row.GetString(1)));
        return end.Count == 0 ? null : end[0];
    }

    /// <param name="Session">Where to look.</param>
    /// <param name="Call">Who looks.</param>
    /// <param name="Conditions">What the search names.</param>
    /// <param name="Wanted">Which secrets are meant at all: those after the cursor.</param>
    /// <param name="Limit">Length of a page.</param>
    private sealed record Look(IDatabaseSession Session, Call Call, List<Condition> Conditions, Sql Wanted, int Limit);

    /// <param name="Ids">The ids of the secrets that meet it; null where there is no index for it.</param>
    /// <param name="Holds">Whether a secret <c>s</c> meets it.</param>
    private sealed record Condition(Sql? Ids, Sql Holds);
}
