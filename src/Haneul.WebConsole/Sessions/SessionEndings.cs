using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.WebConsole.Sessions;

/// <summary>
/// Ends sessions of a person from another one. Each that was still open leaves the event that signing out leaves, in the transaction that ends it: while the trail takes nothing, no
/// session is ended. Its tokens can't be ended with it, since its browser alone can read them: nobody has them any more.
/// </summary>
public sealed class SessionEndings(IDatabase database, PageEvents events, TimeProvider time, HaneulOptions options)
{
    internal static readonly ConsoleEvent Logout = new("Console Logout", "Auth", TrailCategory.Organisation, "a session is ended from another one, or with a password that is changed");
    internal const string OperationId = "EndConsoleSession";

    /// <summary>Ends one session of the person who has this one.</summary>
    public Task EndAsync(HttpContext context, Session by, string id) =>
        EndAsync(context, by, $"DELETE FROM console_sessions WHERE id = {id} AND user_id = {by.UserId} RETURNING {Session.Columns()}");

    /// <summary>Ends every session of the person but this one, and tells how many that were.</summary>
    public Task<int> EndOthersAsync(HttpContext context, Session by) =>
        EndAsync(context, by, $"DELETE FROM console_sessions WHERE user_id = {by.UserId} AND id <> {by.Id} RETURNING {Session.Columns()}");

    /// <summary>Ends every session of the person, this one too.</summary>
    public Task EndAllAsync(HttpContext context, Session by) =>
        EndAsync(context, by, $"DELETE FROM console_sessions WHERE user_id = {by.UserId} RETURNING {Session.Columns()}");

    private async Task<int> EndAsync(HttpContext context, Session by, Sql statement)
    {
        var action = new PageAction(Logout, OperationId, by.DomainId, by.UserId, by.UserName);
        var now = time.GetUtcNow();
        return await database.WriteAsync(async transaction =>
        {
            // What was idle for too long, or has had its time, was over before.
            var ended = (await transaction.QueryAsync(statement, Session.Read)).Where(session => session.ExpiresAt > now && session.UsedAt > now - options.ConsoleIdleTimeout).ToList();
            await events.RecordAsync(transaction, Call.Of(context), action, ended.Select(ToItem));
            return ended.Count;
        });
    }

    private static TrailItem ToItem(Session session) => new(session.UserId, session.UserName, StatusCodes.Status204NoContent)
    {
        Facts =
        [
            new("session_id", session.Id),
            new("signed_in_at", session.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("signed_in_from", session.Address),
        ],
    };
}
