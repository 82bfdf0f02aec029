using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Forms;

/// <summary>What became of the token of a form.</summary>
public enum FormCheck
{
    /// <summary>Nothing that this server gave this browser for this page.</summary>
    Forged,

    /// <summary>This server gave it this browser for this page, but longer ago than it counts for: it is shown again, and nothing is done.</summary>
    Late,

    /// <summary>The form was sent before: the back button, a second tab, a double click.</summary>
    Repeated,

    /// <summary>Good, and used up now.</summary>
    Fresh,
}

/// <summary>
/// The token in every form of the console: it names the page that the form is for, is authenticated by the browser's own secret, and is good once. So another site can't send
/// a form for the person, and neither the back button nor a second tab repeats a change (docs/adr/0027-console.md).
/// What is kept of a form, for it to be good once, is kept as long as its token is good and no longer.
/// </summary>
public sealed class FormTokens(IDatabase database, IRandomSource random, TimeProvider time, HaneulOptions options)
{
    /// <summary>The name of the hidden field.</summary>
    public const string FieldName = "_form";

    /// <summary>How long the forms are good that anybody can send: whatever strangers send, an hour of it at most is kept.</summary>
    internal static readonly TimeSpan AnonymousLife = TimeSpan.FromHours(1);

    private const int NonceSize = 16;
    private const int TimeSize = sizeof(long);
    private const int MacSize = 32;
    private const int Size = NonceSize + TimeSize + MacSize;

    /// <summary>A token for one form of a page.</summary>
    public string Create(SessionSecret secret, string path)
    {
        Span<byte> token = stackalloc byte[Size];
        random.Fill(token[..NonceSize]);
        BinaryPrimitives.WriteInt64BigEndian(token[NonceSize..], UnixTime.ToMicroseconds(time.GetUtcNow()));
        ComputeMac(secret, token[..(NonceSize + TimeSize)], path, token[(NonceSize + TimeSize)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Checks the token of a form and uses it up; those of a session are good as long as a session can be. <c>Nonce</c> is for <see cref="KeepResultAsync"/>; <c>Result</c> is where the first sending of a repeated form led to.</summary>
    public async Task<(FormCheck Check, byte[] Nonce, string? Result)> UseAsync(SessionSecret? secret, string path, string? token, bool isSignedIn)
    {
        if (secret is null || Open(secret, path, token) is not { } opened)
        {
            return (FormCheck.Forged, [], null);
        }

        var nonce = opened.Nonce;
        var end = opened.MadeAt + (isSignedIn ? options.ConsoleSessionLifetime : AnonymousLife);
        if (time.GetUtcNow() >= end)
        {
            return (FormCheck.Late, [], null);
        }

        var isFresh = await database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO console_forms (nonce, ends_at, result) VALUES ({nonce}, {UnixTime.ToMicroseconds(end)}, NULL) ON CONFLICT (nonce) DO NOTHING")) > 0;
        if (isFresh)
        {
            return (FormCheck.Fresh, nonce, null);
        }

        var result = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT result FROM console_forms WHERE nonce = {nonce}", static row => row.IsDBNull(0) ? null : row.GetString(0)));
        return (FormCheck.Repeated, nonce, result);
    }

    /// <summary>Notes where a form led to.</summary>
    public ValueTask<int> KeepResultAsync(byte[] nonce, string location) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE console_forms SET result = {location} WHERE nonce = {nonce}"));

    private static (byte[] Nonce, DateTimeOffset MadeAt)? Open(SessionSecret secret, string path, string? text)
    {
        Span<byte> token = stackalloc byte[Size];
        if (text is null || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done || length != Size)
        {
            return null;
        }

        Span<byte> mac = stackalloc byte[MacSize];
        ComputeMac(secret, token[..(NonceSize + TimeSize)], path, mac);
        return CryptographicOperations.FixedTimeEquals(mac, token[(NonceSize + TimeSize)..])
            ? (token[..NonceSize].ToArray(), UnixTime.FromMicroseconds(BinaryPrimitives.ReadInt64BigEndian(token[NonceSize..])))
            : null;
    }

    private static void ComputeMac(SessionSecret secret, ReadOnlySpan<byte> head, string path, Span<byte> mac) =>
        secret.ComputeFormMac([.. head, .. Encoding.UTF8.GetBytes(path)], mac);
}
