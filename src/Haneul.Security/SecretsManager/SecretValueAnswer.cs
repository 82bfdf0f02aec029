using System.Buffers;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager;

/// <summary>
/// The answer with a value, put together byte by byte in a buffer that is wiped: in the seed's shape, where <c>data</c> is a string
/// (a JSON string as its text, any other JSON as its JSON text), or in the contract's, where the value is the JSON that was stored.
/// </summary>
/// <param name="value">The JSON text of the value; disposed with the answer.</param>
internal sealed class SecretValueAnswer(SecretBuffer value) : IAnswer, IDisposable
{
    // The strings of success that neither seed nor contract names (docs/adr/0004).
    private static ReadOnlySpan<byte> FlatStart => "{\"code\":\"OK\",\"message\":\"Success\",\"data\":"u8;

    private static ReadOnlySpan<byte> FlatMiddle => ",\"requestId\":\""u8;

    private static ReadOnlySpan<byte> FlatEnd => "\"}"u8;

    private static ReadOnlySpan<byte> ContractStart => "{\"version\":{\"secret\":"u8;

    private static ReadOnlySpan<byte> ContractEnd => "}}"u8;

    // All that JSON text can hold and a JSON string must not: its quotes, its backslashes and the white space between its tokens.
    private static readonly SearchValues<byte> MustBeEscaped = SearchValues.Create("\"\\\n\r\t"u8);

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (value)
        {
            using var body = call.IsPublishedShape ? ToFlat(call.RequestId) : ToContract();
            await JsonAnswer.SendAsync(call.Context, body.Span);
        }
    }

    /// <inheritdoc />
    public void Dispose() => value.Dispose();

    private SecretBuffer ToContract()
    {
        var body = new SecretBuffer(ContractStart.Length + value.Length + ContractEnd.Length);
        var rest = Append(body.Span, ContractStart);
        rest = Append(rest, value.Span);
        Append(rest, ContractEnd);
        return body;
    }

    private SecretBuffer ToFlat(string requestId)
    {
        ReadOnlySpan<byte> json = value.Span;

        // A JSON string is sent on as it stands, with the escapes that it was stored with.
        var isString = json[0] == (byte)'"';
        var dataLength = isString ? json.Length : json.Length + CountEscaped(json) + 2;
        var body = new SecretBuffer(FlatStart.Length + dataLength + FlatMiddle.Length + requestId.Length + FlatEnd.Length);
        var rest = Append(body.Span, FlatStart);
        rest = isString ? Append(rest, json) : AppendQuoted(rest, json);
        rest = Append(rest, FlatMiddle);

        // A request id has neither quotes nor backslashes nor anything beyond ASCII: the pipeline takes no other.
        rest = rest[Encoding.ASCII.GetBytes(requestId, rest)..];
        Append(rest, FlatEnd);
        return body;
    }

    private static Span<byte> Append(Span<byte> destination, ReadOnlySpan<byte> source)
    {
        source.CopyTo(destination);
        return destination[source.Length..];
    }

    private static int CountEscaped(ReadOnlySpan<byte> json)
    {
        var count = 0;
        for (var next = json.IndexOfAny(MustBeEscaped); next >= 0; next = json.IndexOfAny(MustBeEscaped))
        {
            count++;
            json = json[(next + 1)..];
        }

        return count;
    }

    private static Span<byte> AppendQuoted(Span<byte> destination, ReadOnlySpan<byte> json)
    {
        var rest = Append(destination, "\""u8);
        for (var next = json.IndexOfAny(MustBeEscaped); next >= 0; next = json.IndexOfAny(MustBeEscaped))
        {
            rest = Append(rest, json[..next]);
            rest[0] = (byte)'\\';
            rest[1] = json[next] switch
            {
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                (byte)'\t' => (byte)'t',
                var other => other,
            };
            rest = rest[2..];
            json = json[(next + 1)..];
        }

        rest = Append(rest, json);
        return Append(rest, "\""u8);
    }
}
