using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>The answer of an export, put together in a buffer that is wiped.</summary>
/// <param name="body">The finished answer; disposed with it.</param>
internal sealed class ExportAnswer(SecretWriter body) : IAnswer, IDisposable
{
    /// <summary>Makes the answer.</summary>
    /// <param name="format">The format.</param>
    /// <param name="content">The file.</param>
    /// <param name="secrets">What became of each secret.</param>
    public static ExportAnswer From(string format, ReadOnlySpan<byte> content, IReadOnlyList<ExportedSecret> secrets)
    {
        var body = new SecretWriter();
        body.Write("{\"export\":{\"format\":"u8);
        body.WriteQuoted(format);
        body.Write(",\"content\":"u8);
        body.WriteQuoted(content);
        body.Write(",\"secrets\":["u8);
        var isFirst = true;
        foreach (var secret in secrets.Where(static secret => secret.Refusal is null))
        {
            WriteStart(body, secret, ref isFirst);
            body.Write($",\"version\":{secret.DefaultVersion}}}");
        }

        body.Write("],\"left_out\":["u8);
        isFirst = true;
        foreach (var secret in secrets.Where(static secret => secret.Refusal is not null))
        {
            WriteStart(body, secret, ref isFirst);
            body.Write(",\"error_code\":"u8);
            body.WriteQuoted(secret.Refusal!.Code.Code);
            body.Write(",\"message\":"u8);
            body.WriteQuoted(secret.Refusal.Message);
            body.Write("}"u8);
        }

        body.Write("]}}"u8);
        return new ExportAnswer(body);
    }

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (body)
        {
            await JsonAnswer.SendAsync(call.Context, body.Written);
        }
    }

    /// <inheritdoc />
    public void Dispose() => body.Dispose();

    private static void WriteStart(SecretWriter body, ExportedSecret secret, ref bool isFirst)
    {
        body.Write(isFirst ? "{\"id\":"u8 : ",{\"id\":"u8);
        body.WriteQuoted(secret.Id);
        body.Write(",\"name\":"u8);
        if (secret.Name is null)
        {
            body.Write("null"u8);
        }
        else
        {
            body.WriteQuoted(secret.Name);
        }

        isFirst = false;
    }
}
