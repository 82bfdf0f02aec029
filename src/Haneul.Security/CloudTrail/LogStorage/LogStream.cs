using System.Data.Common;
using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>One kind of events that a target stores: those of the project, or those of its organisation.</summary>
/// <param name="ProjectId">The project of the target.</param>
/// <param name="Category">The kind.</param>
/// <param name="Id">Tells apart what was stored before log storage was switched off and on again.</param>
/// <param name="Cuts">Number of the present or last cut.</param>
/// <param name="Parts">How many objects of the present cut are stored.</param>
/// <param name="CutAt">When the present cut was made; null if there is none.</param>
/// <param name="CutFormat">The format of its objects.</param>
internal sealed record LogStream(string ProjectId, TrailCategory Category, string Id, long Cuts, long Parts, long? CutAt, string? CutFormat)
{
    /// <summary>Where the objects of the kind stand (spec/iam-and-trail.md section 6.4).</summary>
    public string Folder => Category == TrailCategory.Project ? "trail/project_event" : "trail/domain_event";

    /// <summary>
    /// The next object of the present cut, without its ending. It says which part of which cut of which stream it is: no other object has the name, and an attempt that is repeated
    /// has the same.
    /// </summary>
    public string NextObject
    {
        get
        {
            var time = UnixTime.FromMicroseconds(CutAt!.Value).UtcDateTime;
            return string.Create(CultureInfo.InvariantCulture, $"{Folder}/{time:yyyy'/'MM'/'dd}/{time:yyyyMMdd'T'HHmmss'Z'}-{Cuts:D8}-{Parts + 1:D4}-{Id}.jsonl");
        }
    }

    /// <summary>The streams of a target.</summary>
    public static ValueTask<List<LogStream>> ListAsync(IDatabaseSession session, string projectId) => session.QueryAsync(
        $"SELECT project_id, category, id, cuts, parts, cut_at, cut_format FROM trail_log_streams WHERE project_id = {projectId} ORDER BY category DESC", Read);

    /// <summary>Begins a stream behind everything that is sealed now. Chains that begin later are stored from their first number.</summary>
    public static async ValueTask BeginAsync(ITransaction transaction, string projectId, TrailCategory category, string id)
    {
        await transaction.ExecuteAsync($"""
            INSERT INTO trail_log_streams (project_id, category, id, cuts, parts) VALUES ({projectId}, {(int)category}, {id}, 0, 0)
            """);
        await transaction.ExecuteAsync($"""
            INSERT INTO trail_log_positions (project_id, category, chain_id, stored_through, cut_through)
            SELECT {projectId}, {(int)category}, id, sealed_through, sealed_through FROM trail_chains
            """);
    }

    /// <summary>Ends a stream, whatever of it is not stored.</summary>
    public static async ValueTask EndAsync(ITransaction transaction, string projectId, TrailCategory category)
    {
        await transaction.ExecuteAsync($"DELETE FROM trail_log_positions WHERE project_id = {projectId} AND category = {(int)category}");
        await transaction.ExecuteAsync($"DELETE FROM trail_log_streams WHERE project_id = {projectId} AND category = {(int)category}");
    }

    /// <summary>Cuts every stream of a target that has no cut under way: what is sealed now and not stored is to be stored next.</summary>
    public static async ValueTask CutAsync(ITransaction transaction, LogTarget target, long now)
    {
        await transaction.ExecuteAsync($"""
            INSERT INTO trail_log_positions (project_id, category, chain_id, stored_through, cut_through)
            SELECT s.project_id, s.category, c.id, 0, c.sealed_through FROM trail_log_streams s CROSS JOIN trail_chains c
            WHERE s.project_id = {target.ProjectId} AND s.cut_at IS NULL
            ON CONFLICT (project_id, category, chain_id) DO UPDATE SET cut_through = excluded.cut_through
            """);
        await transaction.ExecuteAsync($"""
            UPDATE trail_log_streams SET cuts = cuts + 1, parts = 0, cut_at = {now}, cut_format = {target.Format} WHERE project_id = {target.ProjectId} AND cut_at IS NULL
            """);
    }

    /// <summary>Notes that a part of the present cut is stored, or that there was nothing to store in it.</summary>
    public async ValueTask AdvanceAsync(ITransaction transaction, LogPart part)
    {
        foreach (var (chainId, through) in part.StoredThrough)
        {
            await transaction.ExecuteAsync($"""
                UPDATE trail_log_positions SET stored_through = {through} WHERE project_id = {ProjectId} AND category = {(int)Category} AND chain_id = {chainId}
                """);
        }

        await transaction.ExecuteAsync($"""
            UPDATE trail_log_streams SET parts = {Parts + 1}, cut_at = {(part.IsLast ? null : CutAt)} WHERE project_id = {ProjectId} AND category = {(int)Category}
            """);
    }

    private static LogStream Read(DbDataReader row) => new(
        row.GetString(0), (TrailCategory)row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetString(6));
}
