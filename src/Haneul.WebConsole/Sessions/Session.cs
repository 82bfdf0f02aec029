using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.WebConsole.Sessions;

/// <summary>A signed-in browser.</summary>
/// <param name="Id">Its id in lists.</param>
/// <param name="UserId">Who signed in.</param>
/// <param name="UserName">Their sign-in name.</param>
/// <param name="DomainId">Their organisation.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="UsedAt">When the session was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends whatever happens.</param>
/// <param name="ConfirmedAt">When the password was last given.</param>
/// <param name="Address">From where they signed in.</param>
/// <param name="UserAgent">With what.</param>
public sealed record Session(
    string Id, string UserId, string UserName, string DomainId,
    DateTimeOffset CreatedAt, DateTimeOffset UsedAt, DateTimeOffset ExpiresAt, DateTimeOffset ConfirmedAt, string Address, string UserAgent)
{
    /// <summary>The columns of <see cref="Read"/>.</summary>
    internal static Sql Columns() => $"id, user_id, user_name, domain_id, created_at, used_at, expires_at, confirmed_at, address, user_agent";

    internal static Session Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
        UnixTime.FromMicroseconds(row.GetInt64(4)), UnixTime.FromMicroseconds(row.GetInt64(5)), UnixTime.FromMicroseconds(row.GetInt64(6)),
        UnixTime.FromMicroseconds(row.GetInt64(7)), row.GetString(8), row.GetString(9));
}
