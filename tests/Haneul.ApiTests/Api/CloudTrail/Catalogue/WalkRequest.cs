using System.Net.Http.Headers;
using System.Text;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>Somebody who makes calls of the walk.</summary>
/// <param name="Token">The token; null for none.</param>
/// <param name="UserId">Unique id.</param>
/// <param name="UserName">Sign-in name.</param>
/// <param name="CredentialId">The access key that the token was made with; null for none.</param>
/// <param name="ProjectId">The project of the token; null for none.</param>
/// <param name="DomainId">The organisation.</param>
internal sealed record WalkCaller(string? Token, string UserId, string UserName, string? CredentialId, string? ProjectId, string DomainId);

/// <summary>A request that is ready to be sent, with what its event must tell.</summary>
/// <param name="Operation">Service and operation.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with the query.</param>
/// <param name="Caller">Who calls.</param>
internal sealed record WalkRequest(string Operation, HttpMethod Method, string Path, WalkCaller Caller)
{
    public const string UserAgent = "catalogue-walk/1.0";

    /// <summary>Planted wherever a request has room for something that the trail must not keep.</summary>
    public const string Canary = "canary-of-the-trail-5d1f7a90c3";

    private static readonly string[] Hidden = ["secret_data", "secret", "description", "blob", "password", "original_password", "value", "signature", "plain_text", "input"];

    /// <summary>The body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The token in X-Subject-Token; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The projects and organisations that the event may belong to.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>How many events there are if the call succeeds.</summary>
    public int Items { get; init; } = 1;

    /// <summary>Whether the status is an expected one.</summary>
    public required Func<int, bool> IsExpected { get; init; }

    /// <summary>The path as the trail keeps it: as the contract writes it, and without the query, which may hold anything.</summary>
    public string TrailPath
    {
        get
        {
            var path = Path.Split('?')[0];
            return path.StartsWith("/identity", StringComparison.Ordinal) || path.StartsWith("/haneul", StringComparison.Ordinal) ? path : path[path.IndexOf('/', 1)..];
        }
    }

    /// <summary>The same with the canary in its query, and instead of its body one that can't be read.</summary>
    public WalkRequest Spoil() => this with
    {
        Path = $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}unexpected={Canary}",
        Body = Body is null ? null : $$"""{"{{Canary}}":"{{Canary}}"{{Canary}}""",
        IsExpected = static status => status < 500,
    };

    /// <summary>The message, with the canary in values of the body that are nobody's business, and in headers that mean nothing.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Path);
        message.Headers.UserAgent.ParseAdd(UserAgent);
        message.Headers.Add("Cookie", $"session={Canary}");
        message.Headers.Add("X-Canary", Canary);
        if (Caller.Token is not null)
        {
            message.Headers.Add("X-Auth-Token", Caller.Token);
        }

        if (Subject is not null)
        {
            message.Headers.Add("X-Subject-Token", Subject);
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Plant(Body)));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    // By text, since a body may be one that can't be read: "x" becomes the canary where it is the value of such a field. What must be Base64 is Base64 of it.
    private static string Plant(string body)
    {
        foreach (var (field, value) in Hidden.SelectMany(static field => new[] { "x", "y", "b", "d", "changed", "YWJj", "abc" }.Select(value => (field, value))))
        {
            var planted = value is "YWJj" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)) : Canary;
            body = body.Replace($"\"{field}\":\"{value}\"", $"\"{field}\":\"{planted}\"", StringComparison.Ordinal);
        }

        return body;
    }
}
