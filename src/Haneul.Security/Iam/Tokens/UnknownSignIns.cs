using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Failed sign-ins for users and keys that do not exist. Nobody's trail has a place for them, so they are counted by address and minute (decisions.md, events),
/// and as durably as the event of a known one: if only those waited for the disk, the time of the answer would tell who exists.
/// </summary>
internal sealed class UnknownSignIns(IDatabase database)
{
    /// <summary>How long the counts are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Counts one and returns when that is durable.</summary>
    public async ValueTask CountAsync(Call call)
    {
        var minute = call.Now.ToUnixTimeSeconds() / 60;
        var address = AddressGroup.Of(call.Context.Connection.RemoteIpAddress).ToString();
        await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_unknown_sign_ins (minute, address, failures) VALUES ({minute}, {address}, 1)
            ON CONFLICT (minute, address) DO UPDATE SET failures = iam_unknown_sign_ins.failures + 1
            """));
    }

    /// <summary>Takes out counts that are older than <see cref="Kept"/>.</summary>
    public static async ValueTask SweepAsync(IDatabase database, DateTimeOffset now)
    {
        var oldest = (now - Kept).ToUnixTimeSeconds() / 60;
        await database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM iam_unknown_sign_ins WHERE minute < {oldest}"));
    }
}
