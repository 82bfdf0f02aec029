using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>Changes after a number, as one caller may see them.</summary>
/// <param name="Changes">Those that the caller may see, oldest first.</param>
/// <param name="Last">The number of the last one that was looked at, seen or not.</param>
/// <param name="IsFull">Whether there may be more.</param>
/// <param name="Newest">The number of the newest change of the project.</param>
/// <param name="IsGone">Whether the changes after the number are not kept, or the number was never given (the database is an older one).</param>
internal sealed record ChangePage(IReadOnlyList<SecretChangeEntry> Changes, long Last, bool IsFull, long Newest, bool IsGone);

/// <summary>Reads what has happened to secrets.</summary>
internal sealed class ChangeReads(IDatabase database, AllowLists allowLists)
{
    /// <summary>The changes after a number, or from the oldest that is kept. Looks at <paramref name="limit"/> of them, whether the caller may see them or not.</summary>
    public ValueTask<ChangePage> ReadAsync(Caller caller, string projectId, long? after, int limit, CancellationToken cancellation)
    {
        var admits = allowLists.Admits(SecretsManagerModule.Id, caller, projectId, $"s.id", $"s.is_access_control_enabled", $"s.owner_id");
        return database.ReadAsync(
            async session =>
            {
                // The rows come before the marks: what is swept in between is then told as gone, and never passed over.
                var rows = await session.QueryAsync(
                    $"""
                    SELECT c.number, c.kind, c.secret_id, c.name, c.version, c.changed_at,
                        CASE WHEN s.id IS NULL THEN CASE WHEN c.is_access_control_enabled = 0 OR c.owner_id = {caller.UserId} THEN 1 ELSE 0 END
                            WHEN {admits} THEN 1 ELSE 0 END
                    FROM secrets_changes c LEFT JOIN secrets_secrets s ON s.project_id = c.project_id AND s.id = c.secret_id
                    WHERE c.project_id = {projectId} AND c.number > {after ?? 0}
                    ORDER BY c.number LIMIT {limit}
                    """,
                    Row.Read);
                var marks = await session.QueryFirstOrDefaultAsync(
                    $"SELECT newest, swept FROM secrets_change_numbers WHERE project_id = {projectId}", static row => new Marks(row.GetInt64(0), row.GetInt64(1)));
                var newest = marks?.Newest ?? 0;
                var isGone = after is { } number && (number > newest || number < (marks?.Swept ?? 0));
                return new ChangePage(
                    [.. rows.Where(row => row.IsVisible).Select(row => row.Entry)],
                    rows.Count > 0 ? rows[^1].Entry.Number : after ?? newest,
                    rows.Count == limit,
                    newest,
                    isGone);
            },
            cancellation);
    }

    private sealed record Marks(long Newest, long Swept);

    private sealed record Row(SecretChangeEntry Entry, bool IsVisible)
    {
        public static readonly Func<DbDataReader, Row> Read = static row => new(
            new SecretChangeEntry(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : (int)row.GetInt64(4), UnixTime.ToWire(row.GetInt64(5))),
            row.GetInt64(6) != 0);
    }
}
