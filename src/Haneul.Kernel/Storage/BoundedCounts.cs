using Haneul.Wire;

namespace Haneul.Kernel.Storage;

/// <summary>Counts rows up to a bound, so that a page that shows the number takes no longer however many there are.</summary>
public static class BoundedCounts
{
    /// <summary>For what is counted to be looked at: nobody goes through more of it one by one.</summary>
    public const int ToLookAt = 1000;

    /// <summary>For what is counted to tell how much there is, from an index alone.</summary>
    public const int ToTellHowMuch = 100_000;

    /// <summary>Counts the rows of <c>FROM ... WHERE ...</c>.</summary>
    public static async ValueTask<BoundedCount> CountAsync(this IDatabaseSession session, Sql from, int bound)
    {
        var counted = await session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 AS one {from} LIMIT {bound + 1}) counted", static row => row.GetInt64(0));
        return new(Math.Min(counted, bound), counted > bound);
    }
}
