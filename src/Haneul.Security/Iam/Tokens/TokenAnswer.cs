using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A token's body, finished, and the token itself in X-Subject-Token.</summary>
/// <param name="body">The body as UTF-8 JSON.</param>
/// <param name="subjectToken">The token; null if it is the one that the call carries in X-Subject-Token.</param>
internal sealed class TokenAnswer(byte[] body, string? subjectToken) : IAnswer
{
    /// <summary>The header that carries a token to be looked at, in a request and in its answer.</summary>
    public const string SubjectTokenHeader = "X-Subject-Token";

    /// <inheritdoc />
    public Task WriteAsync(Call call)
    {
        var headers = call.Context.Response.Headers;
        if (subjectToken is null)
        {
            headers[SubjectTokenHeader] = call.Context.Request.Headers[SubjectTokenHeader];
        }
        else
        {
            // A new token is a credential: no cache on the way may keep it.
            headers[SubjectTokenHeader] = subjectToken;
            headers.CacheControl = "no-store";
        }

        return JsonAnswer.SendAsync(call.Context, body);
    }
}
