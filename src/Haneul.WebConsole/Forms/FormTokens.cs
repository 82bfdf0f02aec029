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
    /// <summary>Nothing that this server gave this browser for this page, or too old.</summary>
    Forged,

    /// <summary>The form was sent before: the back button, a second tab, a double click.</summary>
    Repeated,

    /// <summary>Good, and used up now.</summary>
    Fresh,
}

/// <summary>
/// The token in every form of the console: it names the page that the form is for, is authenticated by the browser's own secret, and is good once. So another site can't send
/// a form for the person, and neither the back button nor a second tab repeats a change (docs/adr/0027-console.md).
/// </summary>
public sealed class FormTokens(IDatabase database, IRandomSource random, TimeProvider time, HaneulOptions options)
{
    /// <summary>The name of the hidden field.</summary>
    public const string FieldName = "_form";

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

    /// <summary>Checks the token of a form and uses it up. <c>Nonce</c> is for <see cref="KeepResultAsync"/>; <c>Result</c> is where the first sending of a repeated form led to.</summary>
    public async Task<(FormCheck Check, byte[] Nonce, string? Result)> UseAsync(SessionSecret? secret, string path, string? token)
    {
        if (secret is null || Open(secret, path, token) is not { } nonce)
        {
            return (FormCheck.Forged, [], null);
        }

        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        var isFresh = await database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO console_forms (nonce, sent_at, result) VALUES ({nonce}, {now}, NULL) ON CONFLICT (nonce) DO NOTHING")) > 0;
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

    private byte[]? Open(SessionSecret secret, string path, string? text)
    {
        Span<byte> token = stackalloc byte[Size];
        if (text is null || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done || length != Size)
        {
            return null;
        }

        Span<byte> mac = stackalloc byte[MacSize];
        ComputeMac(secret, token[..(NonceSize + TimeSize)], path, mac);
        var age = time.GetUtcNow() - UnixTime.FromMicroseconds(BinaryPrimitives.ReadInt64BigEndian(token[NonceSize..]));
        return CryptographicOperations.FixedTimeEquals(mac, token[(NonceSize + TimeSize)..]) && age < options.ConsoleSessionLifetime ? token[..NonceSize].ToArray() : null;
    }

    private static void ComputeMac(SessionSecret secret, ReadOnlySpan<byte> head, string path, Span<byte> mac) =>
        secret.ComputeFormMac([.. head, .. Encoding.UTF8.GetBytes(path)], mac);
}
