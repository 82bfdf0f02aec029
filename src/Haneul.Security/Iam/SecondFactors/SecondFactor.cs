using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>The second factor of a user as it is kept, its secret sealed (<see cref="SecondFactorSecrets"/>).</summary>
/// <param name="Id">Its id: a new one each time that it is begun.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Sealed">The secret, bound to both.</param>
/// <param name="UsedStep">The last time step whose passcode was accepted.</param>
/// <param name="EnabledAt">When it was turned on, microseconds; null while it waits for its confirmation.</param>
internal sealed record SecondFactor(string Id, string UserId, byte[] Sealed, long UsedStep, long? EnabledAt)
{
    /// <summary>The second factor of a user; null if none was begun.</summary>
    public static ValueTask<SecondFactor?> FindAsync(IDatabaseSession session, string userId) => session.QueryFirstOrDefaultAsync($"""
        SELECT f.id, f.user_id, f.sealed, f.used_step, u.second_factor_at FROM iam_second_factors f JOIN iam_users u ON u.id = f.user_id WHERE f.user_id = {userId}
        """, Read);

    /// <summary>Keeps one that was begun, in place of an earlier one.</summary>
    public static async ValueTask BeginAsync(ITransaction transaction, SecondFactor begun, DateTimeOffset now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_second_factors (user_id, id, sealed, used_step, begun_at)
        VALUES ({begun.UserId}, {begun.Id}, {begun.Sealed}, {begun.UsedStep}, {UnixTime.ToMicroseconds(now)})
        ON CONFLICT (user_id) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, used_step = excluded.used_step, begun_at = excluded.begun_at
        """);

    /// <summary>Turns it on.</summary>
    public static async ValueTask TurnOnAsync(ITransaction transaction, string userId, DateTimeOffset now) =>
        await transaction.ExecuteAsync($"UPDATE iam_users SET second_factor_at = {UnixTime.ToMicroseconds(now)} WHERE id = {userId}");

    /// <summary>Takes it off, with its recovery codes, begun or on.</summary>
    public static async ValueTask RemoveAsync(ITransaction transaction, string userId)
    {
        await transaction.ExecuteAsync($"UPDATE iam_users SET second_factor_at = NULL WHERE id = {userId}");
        await transaction.ExecuteAsync($"DELETE FROM iam_second_factors WHERE user_id = {userId}");
    }

    /// <summary>
    /// Uses up a time step; false if it, or a later one, was used already, in whatever process: the row decides between two who come at once (RFC 6238, section 5.2).
    /// </summary>
    public async ValueTask<bool> UseAsync(ITransaction transaction, long step) => await transaction.ExecuteAsync(
        $"UPDATE iam_second_factors SET used_step = {step} WHERE user_id = {UserId} AND id = {Id} AND used_step < {step}") > 0;

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(SecondFactor)} {Id}";

    private static SecondFactor Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4));
}
