using System.Text.Json;
using System.Text.Json.Serialization;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>What was typed before a passcode was asked for.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The password, which was right.</param>
public sealed record PendingSignIn(string Organisation, string User, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(PendingSignIn);
}

/// <summary>The JSON metadata of what is kept between the two steps of signing in.</summary>
[JsonSerializable(typeof(PendingSignIn))]
internal sealed partial class PendingSignInJson : JsonSerializerContext;

/// <summary>
/// Keeps what was typed between the two steps of signing in, so that the password need not come back to the browser: for minutes, under a key that only the browser has.
/// </summary>
internal sealed class PendingSignIns(IDatabase database, ISystemKeys keys, IRandomSource random, TimeProvider time)
{
    /// <summary>How long a passcode is waited for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const string Purpose = "pending sign-in";

    public ValueTask<int> KeepAsync(SessionSecret secret, PendingSignIn pending)
    {
        var box = secret.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(pending, PendingSignInJson.Default.PendingSignIn), random);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        return database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO console_sign_ins (key_mac, begun_at, sealed) VALUES ({secret.Mac(keys)}, {now}, {box})
            ON CONFLICT (key_mac) DO UPDATE SET begun_at = excluded.begun_at, sealed = excluded.sealed
            """));
    }

    /// <summary>What the browser typed before; null if it did not, or too long ago.</summary>
    public async Task<PendingSignIn?> FindAsync(SessionSecret secret)
    {
        var earliest = UnixTime.ToMicroseconds(time.GetUtcNow() - Life);
        var box = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT sealed FROM console_sign_ins WHERE key_mac = {secret.Mac(keys)} AND begun_at > {earliest}", static row => row.GetFieldValue<byte[]>(0)));
        return box is not null && secret.Open(Purpose, box) is { } json ? JsonSerializer.Deserialize(json, PendingSignInJson.Default.PendingSignIn) : null;
    }

    public ValueTask<int> ForgetAsync(SessionSecret secret) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM console_sign_ins WHERE key_mac = {secret.Mac(keys)}"));
}
