using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.WebConsole.Sessions;

/// <summary>The sessions of all browsers, in the database: every process of an installation knows them, and a restart ends none.</summary>
public sealed class SessionTable(IDatabase database, ISystemKeys keys, IdGenerator ids, IRandomSource random, TimeProvider time, HaneulOptions options)
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    /// <summary>Opens a session for a browser that has just shown who uses it.</summary>
    public async Task<Session> CreateAsync(SessionSecret secret, string userId, string userName, string domainId, string address, string userAgent, SessionState state)
    {
        var now = time.GetUtcNow();
        var session = new Session(ids.NewHexId(), userId, userName, domainId, now, now, now + options.ConsoleSessionLifetime, now, address, userAgent);
        var instant = UnixTime.ToMicroseconds(now);
        var sealedState = Seal(secret, session.Id, state);
        await database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO console_sessions (id, key_mac, user_id, user_name, domain_id, created_at, used_at, expires_at, confirmed_at, address, user_agent, sealed)
            VALUES ({session.Id}, {secret.Mac(keys)}, {userId}, {userName}, {domainId}, {instant}, {instant}, {UnixTime.ToMicroseconds(session.ExpiresAt)}, {instant}, {address}, {userAgent}, {sealedState})
            """));
        return session;
    }

    /// <summary>The session of a browser; null if it has none, or if it was idle for too long or has had its time.</summary>
    public async Task<(Session Session, SessionState State)?> FindAsync(SessionSecret secret, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var earliest = UnixTime.ToMicroseconds(now - options.ConsoleIdleTimeout);
        var row = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT {Session.Columns()}, sealed FROM console_sessions WHERE key_mac = {secret.Mac(keys)} AND expires_at > {UnixTime.ToMicroseconds(now)} AND used_at > {earliest}",
            static row => (Session: Session.Read(row), Sealed: row.GetFieldValue<byte[]>(10))), cancellation);
        if (row.Session is not { } found || secret.Open(found.Id, row.Sealed) is not { } bytes || JsonSerializer.Deserialize(bytes, SessionJson.Default.SessionState) is not { } state)
        {
            return null;
        }

        if (now - found.UsedAt >= UseResolution)
        {
            await database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE console_sessions SET used_at = {UnixTime.ToMicroseconds(now)} WHERE id = {found.Id}"), cancellation);
        }

        return (found, state);
    }

    /// <summary>Keeps another state, such as a token for one more scope. Nothing is kept for a browser that has another secret by now: it could not open it.</summary>
    public Task UpdateAsync(SessionSecret secret, Session session, SessionState state)
    {
        var sealedState = Seal(secret, session.Id, state);
        return database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"UPDATE console_sessions SET sealed = {sealedState} WHERE id = {session.Id} AND key_mac = {secret.Mac(keys)}")).AsTask();
    }

    /// <summary>Goes on with another secret: whoever had a copy of the one before is not in the session any more.</summary>
    public Task RenewAsync(SessionSecret secret, Session session, SessionState state)
    {
        var sealedState = Seal(secret, session.Id, state);
        return database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"UPDATE console_sessions SET key_mac = {secret.Mac(keys)}, sealed = {sealedState} WHERE id = {session.Id}")).AsTask();
    }

    /// <summary>Whether a session is open still. Asking does not count as using it.</summary>
    public async ValueTask<bool> IsOpenAsync(Session session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var earliest = UnixTime.ToMicroseconds(now - options.ConsoleIdleTimeout);
        return await database.ReadAsync(read => read.QueryFirstOrDefaultAsync(
            $"SELECT 1 FROM console_sessions WHERE id = {session.Id} AND expires_at > {UnixTime.ToMicroseconds(now)} AND used_at > {earliest}", static _ => true), cancellation);
    }

    /// <summary>Notes that the person has just given the password again.</summary>
    public Task ConfirmAsync(Session session) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"UPDATE console_sessions SET confirmed_at = {UnixTime.ToMicroseconds(time.GetUtcNow())} WHERE id = {session.Id}")).AsTask();

    /// <summary>The sessions of a user, the newest first.</summary>
    public ValueTask<List<Session>> ListAsync(string userId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(session => session.QueryAsync(
            $"""
            SELECT {Session.Columns()} FROM console_sessions
            WHERE user_id = {userId} AND expires_at > {UnixTime.ToMicroseconds(now)} AND used_at > {UnixTime.ToMicroseconds(now - options.ConsoleIdleTimeout)}
            ORDER BY created_at DESC, id LIMIT 200
            """, Session.Read), cancellation);
    }

    /// <summary>Removes a session whose token has ended, which is what the trail tells of; <see cref="SessionEndings"/> ends those that have one still.</summary>
    public ValueTask<int> RemoveAsync(Session session) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM console_sessions WHERE id = {session.Id}"));

    private byte[] Seal(SessionSecret secret, string id, SessionState state) =>
        secret.Seal(id, JsonSerializer.SerializeToUtf8Bytes(state, SessionJson.Default.SessionState), random);
}
