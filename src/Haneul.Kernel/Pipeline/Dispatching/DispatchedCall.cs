using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline.Dispatching;

/// <summary>A call of the API that the server makes itself, on behalf of the request that it is answering.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with the prefix of the service and the query, each part escaped: <c>/secrets-manager-service/api/v1/secrets?limit=20</c>.</param>
public sealed record DispatchedCall(string Method, string Path)
{
    /// <summary>The token that the call is made with; null for calls that anyone may make.</summary>
    public string? Token { get; init; }

    /// <summary>The JSON body; null for none.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>Further headers, such as the token that a call is about.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Never shows token or body.</summary>
    public override string ToString() => $"{Method} {Path}";

    internal void WriteTo(HttpRequest request)
    {
        var query = Path.IndexOf('?', StringComparison.Ordinal);
        request.Method = Method;
        request.Path = PathString.FromUriComponent(query < 0 ? Path : Path[..query]);
        request.QueryString = query < 0 ? QueryString.Empty : new QueryString(Path[query..]);
        foreach (var (name, value) in Headers)
        {
            request.Headers[name] = value;
        }

        if (Token is not null)
        {
            request.Headers["X-Auth-Token"] = Token;
        }

        if (Json is { } json)
        {
            request.ContentType = "application/json";
            request.ContentLength = json.Length;
            request.Body = new MemoryStream(json.ToArray(), writable: false);
        }
    }
}
