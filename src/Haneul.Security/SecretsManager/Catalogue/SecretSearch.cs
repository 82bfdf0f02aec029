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
/// conditions exclude each other, the page ends after a stretch with what was found and a cursor for the rest.
/// </summary>
internal sealed class SecretSearch(IDatabase database, AllowLists allowLists)
{
    /// <summary>So many secrets are few.</summary>
    private const int Few = 2_000;

    /// <summary>So many secrets are gone through for a page.</summary>
    private const int Stretch = 10_000;

    public ValueTask<SecretPage> FindAsync(Call call, SecretQuery query, SecretPosition? after, int limit) =>
        database.ReadAsync(session => FindAsync(session, call, query, after, limit), call.Context.RequestAborted);

    private async ValueTask<SecretPage> FindAsync(IDatabaseSession session, Call call, SecretQuery query, SecretPosition? after, int limit)
    {
        var projectId = call.ProjectId;
        var conditions = ConditionsOf(call, query);
        Sql wanted = after is { } position ? $"AND (s.created_at, s.id) < ({position.CreatedAt}, {position.Id})" : Sql.Empty;
        if (query.UnusedSince is { } unusedSince)
        {
            wanted = $"{wanted} AND s.created_at < {unusedSince}";
        }

        SecretPosition? end = null;
        Sql source;
        if (await FindWayInAsync(session, conditions) is { } wayIn)
        {
            source = $"(SELECT DISTINCT few.secret_id FROM ({wayIn} LIMIT {2 * Few}) few) found CROSS JOIN secrets_secrets s";
            wanted = $"{wanted} AND s.id = found.secret_id";
        }
        else
        {
            source = $"secrets_secrets s";
            end = query.IsOpen ? null : await FindEndAsync(session, projectId, wanted);
            wanted = end is { } last ? $"{wanted} AND (s.created_at, s.id) >= ({last.CreatedAt}, {last.Id})" : wanted;
        }

        foreach (var condition in conditions)
        {
            wanted = $"{wanted} AND {condition.Holds}";
        }

        var rows = await session.QueryAsync(
            $"""
            SELECT {CatalogueRow.Columns(allowLists, call.Caller, projectId)}
            FROM (
                SELECT s.* FROM {source} WHERE s.project_id = {projectId} {wanted} ORDER BY s.created_at DESC, s.id DESC LIMIT {limit + 1}
            ) s LEFT JOIN secrets_reads r ON r.project_id = s.project_id AND r.secret_id = s.id
            ORDER BY s.created_at DESC, s.id DESC
            """,
            CatalogueRow.Read);
        if (rows.Count <= limit)
        {
            return new SecretPage(rows, end);
        }

        rows.RemoveAt(limit);
        return new SecretPage(rows, new SecretPosition(rows[^1].CreatedAt, rows[^1].Id));
    }

    private List<Condition> ConditionsOf(Call call, SecretQuery query)
    {
        var projectId = call.ProjectId;
        var conditions = new List<Condition>();
        foreach (var word in query.Words)
        {
            var (from, to) = SearchIndex.RangeOf(word);
            var beginning = "% " + word + "%"; // Letters and digits: nothing in it means something to LIKE.
            Sql ids = $"SELECT secret_id FROM secrets_words WHERE project_id = {projectId} AND word >= {from} AND word < {to}";
            conditions.Add(new(
                ids,
                $"(SELECT t.words FROM secrets_search t WHERE t.project_id = s.project_id AND t.secret_id = s.id) LIKE {beginning}"));
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

    /// <summary>The condition that the fewest secrets meet, if they are few; null if there is none.</summary>
    private static async ValueTask<Sql?> FindWayInAsync(IDatabaseSession session, List<Condition> conditions)
    {
        var (fewest, wayIn) = ((long)Few + 1, (Sql?)null);
        foreach (var condition in conditions)
        {
            if (condition.Ids is not { } ids)
            {
                continue;
            }

            var count = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM ({ids} LIMIT {Few + 1}) few", static row => row.GetInt64(0));
            if (count < fewest)
            {
                (fewest, wayIn) = (count, ids);
            }
        }

        return wayIn;
    }

    /// <summary>The last secret of the stretch; null if it reaches the end.</summary>
    private static async ValueTask<SecretPosition?> FindEndAsync(IDatabaseSession session, string projectId, Sql wanted)
    {
        var end = await session.QueryAsync(
            $"SELECT s.created_at, s.id FROM secrets_secrets s WHERE s.project_id = {projectId} {wanted} ORDER BY s.created_at DESC, s.id DESC LIMIT 1 OFFSET {Stretch - 1}",
            static row => new SecretPosition(row.GetInt64(0), row.GetString(1)));
        return end.Count == 0 ? null : end[0];
    }

    /// <param name="Ids">The ids of the secrets that meet it; null where there is no index for it.</param>
    /// <param name="Holds">Whether a secret <c>s</c> meets it.</param>
    private sealed record Condition(Sql? Ids, Sql Holds);
}
