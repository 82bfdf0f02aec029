using System.Text;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.OAuth;

/// <summary>A new token of OAuth1 with its secret, in the form that RFC 5849 prescribes; shown once.</summary>
internal sealed class FormAnswer(string id, string secret, string expiresAt) : IAnswer
{
    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        var body = Encoding.ASCII.GetBytes($"oauth_token={Uri.EscapeDataString(id)}&oauth_token_secret={Uri.EscapeDataString(secret)}&oauth_expires_at={Uri.EscapeDataString(expiresAt)}");
        var response = call.Context.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/x-www-form-urlencoded";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, call.Context.RequestAborted);
    }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(FormAnswer);
}
