using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Security.CloudTrail;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>Makes calls and says what is wrong with the events that they leave.</summary>
internal sealed class WalkCheck(WalkWorld world)
{
    private readonly EventPage _page = EventPage.Of(world.Services);
    private readonly Dictionary<string, Operation> _operations = world.Services.GetRequiredService<OperationCatalogue>().Operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>What differs from what the page says; empty if nothing does.</summary>
    public async Task<IReadOnlyList<string>> TryAsync(WalkRequest request)
    {
        var before = await TrailReading.LastAsync(world);
        using var message = request.ToMessage();
        using var response = await world.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var events = await TrailReading.AfterAsync(world, before); // Before the answer is read: an event is durable before its first byte.
        var isEndless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = isEndless ? "" : await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        var requestId = Assert.Single(response.Headers.GetValues("X-Request-Id"));

        IEnumerable<string> faults = request.IsExpected(status) ? FaultsOf(request, status, requestId, text, events) : [$"answered {status}: {text[..Math.Min(text.Length, 300)]}"];
        return [.. faults.Select(fault => $"{request.Operation}, {request.Method} {request.Path}: {status}: {fault}")];
    }

    private IEnumerable<string> FaultsOf(WalkRequest request, int status, string requestId, string text, IReadOnlyList<StoredEvent> events)
    {
        if (_page.Silent.Contains(request.Operation))
        {
            return events.Count == 0 ? [] : [$"left {events.Count} events, but the page says none"];
        }

        var rows = _page.Operations[request.Operation].ToList();
        var expected = status < 400 && rows.Exists(static row => row.IsPerItem) ? rows.FindAll(static row => row.IsPerItem) : [rows.Find(static row => !row.IsPerItem && !row.IsBeside) ?? rows[0]];
        var count = status < 400 ? request.Items : 1;
        return events.Count == count
            ? events.SelectMany(each => FaultsOf(request, status, requestId, text, each, expected)).Concat(status < 400 && rows.Exists(static row => row.IsPerItem) ? [] : ResultFaultsOf(status, text, events[0]))
            : [$"left {events.Count} events, but the page says {count}: {string.Join(", ", events.Select(static each => $"{each.Kind.EventName} ({each.Kind.OperationId})"))}"];
    }

    private IEnumerable<string> FaultsOf(WalkRequest request, int status, string requestId, string text, StoredEvent each, List<PageEvent> expected)
    {
        var seen = new PageEvent(each.Kind.EventName, each.Kind.ResourceType, each.Scope.Category == TrailCategory.Project ? "project" : "organisation", expected[0].IsPerItem);
        var operation = _operations[request.Operation];
        var isUnproven = request.Caller.Token is null && status >= 400;
        (string What, object? Expected, object? Seen)[] facts =
        [
            ("row", string.Join(" or ", expected), expected.Contains(seen) ? string.Join(" or ", expected) : seen),
            ("service name", "OpenAPI", each.Kind.ServiceName),
            ("source service", EventPage.NameOf(operation.Service), each.Kind.SourceService),
            ("operation", request.Path.StartsWith("/secrets-manager/", StringComparison.Ordinal) ? operation.PublishedOperationId ?? operation.OperationId : operation.OperationId, each.Kind.OperationId),
            ("method", request.Method.Method, each.Kind.Method),
            ("path", request.TrailPath, TrailReading.PathOf(each)),
            ("request id", requestId, TrailReading.RequestIdOf(each)),
            ("user id", request.Caller.UserId, each.Actor.UserId),
            ("user name", request.Caller.UserName, each.Actor.UserName),
            ("credential", request.Caller.CredentialId ?? "", each.Origin.CredentialId),
            ("source address", IPAddress.Loopback.ToString(), each.Origin.SourceAddress),
            ("user agent", isUnproven ? "" : WalkRequest.UserAgent, each.Origin.UserAgent),
        ];
        foreach (var (what, wanted, found) in facts.Where(static fact => !Equals(fact.Expected, fact.Seen)))
        {
            yield return $"{what} is '{found}', but should be '{wanted}'";
        }

        foreach (var fault in ScopeFaultsOf(request, text, each).Concat(ResourceFaultsOf(request, status, text, each)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ScopeFaultsOf(WalkRequest request, string text, StoredEvent each)
    {
        string?[] scopes = [.. request.Scopes, request.Caller.ProjectId, request.Caller.DomainId];
        if (each.Scope.Category == TrailCategory.Project ? !scopes.Contains(each.Scope.ProjectId) : each.Scope.ProjectId.Length > 0)
        {
            yield return $"is of project '{each.Scope.ProjectId}'";
        }

        if (!scopes.Contains(each.Scope.DomainId) && !$"{request.Path} {text}".Contains(each.Scope.DomainId, StringComparison.Ordinal))
        {
            yield return $"is of organisation '{each.Scope.DomainId}'";
        }
    }

    private static IEnumerable<string> ResourceFaultsOf(WalkRequest request, int status, string text, StoredEvent each)
    {
        var id = TrailReading.ResourceIdOf(each);
        if (id is not null && request.Operation != "iam.RevokeToken" && !$"{request.Path} {request.Body} {text} {request.Caller}".Contains(id, StringComparison.Ordinal))
        {
            yield return $"names a resource '{id}' that is neither in the request nor in the answer";
        }

        if (WalkTables.ResourceInPath(each.Kind.ResourceType, request.TrailPath) is { } inPath && inPath != id)
        {
            yield return $"names the resource '{id}', but the path '{inPath}'";
        }

        if (id is null && each.ResourceName is null && status < 400 && !WalkTables.IsWithoutResource(request.Operation))
        {
            yield return "names no resource";
        }
    }

    private static IEnumerable<string> ResultFaultsOf(int status, string text, StoredEvent each)
    {
        var result = status < 400 ? TrailResult.Success : status is 401 or 403 ? TrailResult.Refused : TrailResult.Failed;
        if (each.Status != status || each.Result != (int)result)
        {
            yield return $"says {each.Status}, {(TrailResult)each.Result}";
        }

        var code = each.AdditionalInfo is null ? default : JsonElement.Parse(each.AdditionalInfo).TryGetProperty("error_code", out var given) ? given : default;
        if (status >= 400 && code.ValueKind != JsonValueKind.String)
        {
            yield return "does not say why";
        }

        // A platform service tells its caller the same; Keystone's code is the status.
        if (code.ValueKind == JsonValueKind.String && text.Length > 0 && JsonElement.Parse(text).GetProperty("error").GetProperty("code") is { ValueKind: JsonValueKind.String } told && told.GetString() != code.GetString())
        {
            yield return $"says {code}, but the answer {told}";
        }

        if (status < 400 && code.ValueKind == JsonValueKind.String)
        {
            yield return $"says {code} of a success";
        }
    }
}
