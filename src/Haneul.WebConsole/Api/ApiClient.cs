using System.Text.Json.Nodes;
using Haneul.Kernel.Pipeline.Dispatching;

namespace Haneul.WebConsole.Api;

/// <summary>Makes calls of the API with one token: in the name of the person, in one scope. The only way from the console to the services.</summary>
public sealed class ApiClient(HttpContext context, CallDispatcher dispatcher, string? token, ICollection<ApiCall> calls)
{
    /// <summary>Whether a call was answered 401: the session's token is no longer worth anything.</summary>
    public bool IsOver { get; private set; }

    /// <summary>A read.</summary>
    public Task<ApiAnswer> GetAsync(ApiPath path) => SendAsync("GET", path, null);

    /// <summary>A call with a JSON body.</summary>
    public Task<ApiAnswer> PostAsync(ApiPath path, JsonObject? body = null) => SendAsync("POST", path, body);

    /// <summary>A call with a JSON body.</summary>
    public Task<ApiAnswer> PutAsync(ApiPath path, JsonObject? body = null) => SendAsync("PUT", path, body);

    /// <summary>A call with a JSON body.</summary>
    public Task<ApiAnswer> PatchAsync(ApiPath path, JsonObject? body = null) => SendAsync("PATCH", path, body);

    /// <summary>A deletion.</summary>
    public Task<ApiAnswer> DeleteAsync(ApiPath path, JsonObject? body = null) => SendAsync("DELETE", path, body);

    /// <summary>Any call. It is noted for "as curl", without its body where that may be secret: a page says so by leaving <paramref name="shown"/> out.</summary>
    public async Task<ApiAnswer> SendAsync(string method, ApiPath path, JsonObject? body, IReadOnlyDictionary<string, string>? headers = null, JsonObject? shown = null)
    {
        var text = path.ToString();
        lock (calls)
        {
            calls.Add(new ApiCall(method, text, shown));
        }

        var answer = new ApiAnswer(await dispatcher.SendAsync(context, Of(method, text, body, headers)));

        // Pages make calls side by side, and neither the list nor the response of the browser is made for that.
        lock (calls)
        {
            context.Response.RegisterForDispose(answer);
        }

        IsOver |= answer.Status == StatusCodes.Status401Unauthorized && token is not null;
        return answer;
    }

    /// <summary>Lets a call answer the browser itself: exports and streams.</summary>
    public Task ForwardAsync(string method, ApiPath path, JsonObject? body = null, IReadOnlyDictionary<string, string>? headers = null) =>
        dispatcher.ForwardAsync(context, Of(method, path.ToString(), body, headers));

    private DispatchedCall Of(string method, string path, JsonObject? body, IReadOnlyDictionary<string, string>? headers)
    {
        var call = new DispatchedCall(method, path)
        {
            Token = token,
            // As it was typed: escapes would count against the size of a value, and stand in what programs read.
            Json = body is null ? null : System.Text.Encoding.UTF8.GetBytes(body.ToJsonString(ShownJson.Options)),
        };
        return headers is null ? call : call with { Headers = headers };
    }
}

/// <summary>A call that was made for a page, for showing it as a command.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with the prefix of the service, and query.</param>
/// <param name="Body">The body as far as it may be shown; null for none.</param>
public sealed record ApiCall(string Method, string Path, JsonObject? Body);
