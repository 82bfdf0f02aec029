using System.Buffers.Text;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// The answer with a plaintext as Base64, put together in a buffer that is wiped: of <c>DecryptData</c>, and of <c>CreateDataKey</c> with the
/// wrapped key beside it.
/// </summary>
/// <param name="plaintext">The plaintext; disposed with the answer.</param>
/// <param name="dataKeyCiphertext">The same as a ciphertext, for a data key; null for decrypted data.</param>
internal sealed class PlaintextAnswer(SecretBuffer plaintext, string? dataKeyCiphertext = null) : IAnswer, IDisposable
{
    private static ReadOnlySpan<byte> DecryptStart => "{\"decrypt\":{\"plain_text\":\""u8;

    private static ReadOnlySpan<byte> DataKeyStart => "{\"data_key\":{\"plain_text\":\""u8;

    private static ReadOnlySpan<byte> DataKeyMiddle => "\",\"cipher_text\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}}"u8;

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (plaintext)
        {
            using var body = ToBody();
            await JsonAnswer.SendAsync(call.Context, body.Span);
        }
    }

    /// <inheritdoc />
    public void Dispose() => plaintext.Dispose();

    // Neither Base64 nor a ciphertext has a character that JSON escapes.
    private SecretBuffer ToBody()
    {
        var start = dataKeyCiphertext is null ? DecryptStart : DataKeyStart;
        var ciphertext = dataKeyCiphertext ?? "";
        var middle = dataKeyCiphertext is null ? [] : DataKeyMiddle;
        var base64Length = Base64.GetMaxEncodedToUtf8Length(plaintext.Length);
        var body = new SecretBuffer(start.Length + base64Length + middle.Length + ciphertext.Length + End.Length);
        var rest = body.Span;
        start.CopyTo(rest);
        rest = rest[start.Length..];
        Base64.EncodeToUtf8(plaintext.Span, rest, out _, out var written);
        rest = rest[written..];
        middle.CopyTo(rest);
        rest = rest[middle.Length..];
        rest = rest[Encoding.ASCII.GetBytes(ciphertext, rest)..];
        End.CopyTo(rest);
        return body;
    }
}
