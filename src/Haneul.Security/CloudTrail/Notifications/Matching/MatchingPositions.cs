using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Notifications.Matching;

/// <summary>How far the chains were compared with the rules.</summary>
internal static class MatchingPositions
{
    /// <summary>
    /// Moves to the end of every chain if no rule is switched on: while there was none, nobody compared. Called, with the rules held, before the first one is switched on, which
    /// then has not the whole trail to be compared with.
    /// </summary>
    public static async ValueTask SkipWhileIdleAsync(ITransaction transaction)
    {
        var isIdle = await transaction.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM trail_notification_rules WHERE enabled = 1", static row => row.GetInt64(0)) == 0;
        if (isIdle)
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO trail_notification_positions (chain_id, number) SELECT id, sealed_through FROM trail_chains WHERE sealed_through > 0
                ON CONFLICT (chain_id) DO UPDATE SET number = excluded.number WHERE trail_notification_positions.number < excluded.number
                """);
        }
    }

    /// <summary>Moves a position; false if another process has moved it.</summary>
    public static async ValueTask<bool> MoveAsync(ITransaction transaction, long chainId, long from, long to)
    {
        await transaction.ExecuteAsync($"INSERT INTO trail_notification_positions (chain_id, number) VALUES ({chainId}, 0) ON CONFLICT DO NOTHING");
        return await transaction.ExecuteAsync($"UPDATE trail_notification_positions SET number = {to} WHERE chain_id = {chainId} AND number = {from}") == 1;
    }

    /// <summary>The first chain with sealed events that were not compared; null if there is none.</summary>
    public static async ValueTask<ChainStretch?> FindNextAsync(IDatabaseSession session, int most)
    {
        var behind = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT c.id, COALESCE(p.number, 0), c.sealed_through FROM trail_chains c LEFT JOIN trail_notification_positions p ON p.chain_id = c.id
            WHERE c.sealed_through > COALESCE(p.number, 0) ORDER BY c.id LIMIT 1
            """,
            static row => new ChainStretch(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return behind is null ? null : behind with { To = Math.Min(behind.To, behind.From + most) };
    }
}

/// <summary>Numbers of a chain: after one, up to another.</summary>
internal sealed record ChainStretch(long ChainId, long From, long To);
