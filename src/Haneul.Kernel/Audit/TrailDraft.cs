using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Audit;

/// <summary>What the event of a call tells beyond the rule of its operation; filled in on the way.</summary>
public sealed class TrailDraft
{
    private List<KeyValuePair<string, string>>? _facts;
    private List<TrailItem>? _items;

    /// <summary>Name of the resource, left out when it has none.</summary>
    public string? ResourceName { get; set; }

    /// <summary>Id of the resource, from the path or the answer.</summary>
    public string? ResourceId { get; set; }

    /// <summary>Unique id of the actor where there is no caller yet (signing in); null otherwise.</summary>
    public string? ActorId { get; set; }

    /// <summary>Sign-in name of that actor.</summary>
    public string? ActorName { get; set; }

    /// <summary>Organisation of that actor.</summary>
    public string? ActorDomainId { get; set; }

    /// <summary>The access key that the actor tried.</summary>
    public string? ActorCredentialId { get; set; }

    /// <summary>The project of the event, where it is not that of the caller's token; null otherwise.</summary>
    public string? ProjectId { get; set; }

    /// <summary>The organisation of the event, where it is not that of the caller: whose project, user or group the call is about.</summary>
    public string? DomainId { get; set; }

    /// <summary>
    /// The event that the call makes in place of its operation's own if it came in through the console; one that the rule of the operation declares. A call of the API
    /// makes the operation's own whatever stands here.
    /// </summary>
    public ConsoleEvent? InConsole { get; set; }

    /// <summary>Adds a fact about the call, in place of an earlier one of the name: a change may be tried more than once. Never a value that may be secret.</summary>
    public void AddFact(string name, string value)
    {
        _facts ??= [];
        for (var index = 0; index < _facts.Count; index++)
        {
            if (string.Equals(_facts[index].Key, name, StringComparison.Ordinal))
            {
                _facts[index] = new(name, value);
                return;
            }
        }

        _facts.Add(new(name, value));
    }

    /// <summary>
    /// What the call did to each of several resources, one event each: whoever searches the trail for a resource must find the call that named many. Or the several
    /// things that it did to one, where the catalogue has names for them.
    /// Set before the call is recorded; empty for a call about one thing. A refused call has one event.
    /// </summary>
    public void SetItems(IEnumerable<TrailItem> items) => _items = [.. items];

    internal bool HasItems => _items is { Count: > 0 };

    internal IReadOnlyList<TrailEvent> ToEvents(Call call, Operation operation, IdGenerator ids, DateTimeOffset now)
    {
        var facts = _facts;
        var events = new List<TrailEvent>(_items!.Count);
        foreach (var item in _items)
        {
            _facts = facts is null ? null : [.. facts];
            foreach (var (name, value) in item.Facts)
            {
                AddFact(name, value);
            }

            events.Add(ToEvent(call, operation, ids.NewTimeOrderedUuid(), now, item.Status, item.ErrorCode) with
            {
                Name = item.EventName ?? operation.Trail.EventName!,
                ResourceType = item.ResourceType ?? operation.Trail.ResourceType,
                ResourceId = item.ResourceId,
                ResourceName = item.ResourceName,
            });
        }

        _facts = facts;
        return events;
    }

    internal TrailEvent ToEvent(Call call, Operation operation, string eventId, DateTimeOffset now, int status, string? errorCode)
    {
        var context = call.Context;
        var caller = call.CallerOrNull;
        var rule = operation.Trail;
        var isUnproven = caller is null && status >= 400;
        var userAgent = UserAgentOf(call);
        if (isUnproven && userAgent is not null)
        {
            // In the row of its own event: the trail keeps user agents once, for ever, and anyone can make up new ones.
            AddFact("user_agent", userAgent);
        }

        if (caller?.DelegationId is { } delegation)
        {
            AddFact("delegation_id", delegation);
        }

        if (caller?.ImpersonatedBy is { } actor)
        {
            // The event is the user's, in whose place it was done; whose hand it was must not be lost.
            AddFact("impersonated_by", actor);
        }

        var told = ConsoleEventOf(call, rule);
        var category = told?.Category ?? rule.Category;
        var resourceType = told?.ResourceType ?? rule.ResourceType;
        return new TrailEvent
        {
            Id = eventId,
            Time = UnixTime.ToMicroseconds(now),
            Name = told?.EventName ?? rule.EventName!,
            Category = category,
            ServiceName = ServiceNameOf(call, operation),
            SourceService = OwnerOf(call, operation),
            ProjectId = category == TrailCategory.Project ? ProjectId ?? caller?.ProjectId : null,
            DomainId = DomainId ?? (category == TrailCategory.Project ? caller?.ProjectDomainId : null) ?? caller?.UserDomainId ?? ActorDomainId,
            UserId = caller?.UserId ?? ActorId,
            UserName = caller?.UserName ?? ActorName,
            CredentialId = caller?.AccessKeyId ?? ActorCredentialId,
            SourceAddress = AddressOf(call),
            UserAgent = isUnproven ? null : userAgent,
            ResourceType = resourceType,
            ResourceName = ResourceName,
            ResourceId = ResourceId ?? (status >= 400 ? ResourceInPath.Find(call, resourceType) : null),
            Method = context.Request.Method,
            Path = PathOf(call),
            OperationId = call.IsPublishedShape ? operation.PublishedOperationId! : operation.OperationId,
            Status = status,
            Result = status < 400 ? TrailResult.Success : status is 401 or 403 ? TrailResult.Refused : TrailResult.Failed,
            RequestId = call.RequestId,
            IsUnproven = isUnproven,
            AdditionalInfo = ToJson(errorCode, _facts),
        };
    }

    /// <summary>Where a call comes from; null if that is not known.</summary>
    internal static string? AddressOf(Call call) =>
        call.Context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    /// <summary>With what a call is made; null if it does not say.</summary>
    internal static string? UserAgentOf(Call call) => Limit(call.Context.Request.Headers.UserAgent.ToString(), 256);

    /// <summary>The path of a call as the contract writes it: whichever address the caller used, the same call has the same path.</summary>
    internal static string? PathOf(Call call)
    {
        var path = call.Context.Request.Path.Value;
        return Limit(call.Service is { } service && path is not null && path.Length > service.Id.Length + 1 ? path[(service.Id.Length + 1)..] : path, 512);
    }

    /// <summary>Error code and facts as the event keeps them; null if there are none.</summary>
    internal static string? ToJson(string? errorCode, IReadOnlyList<KeyValuePair<string, string>>? facts)
    {
        if (errorCode is null && facts is null)
        {
            return null;
        }

        var bytes = JsonAnswer.ToBytes((errorCode, facts), static (json, state) =>
        {
            json.WriteStartObject();
            if (state.errorCode is not null)
            {
                json.WriteString("error_code"u8, state.errorCode);
            }

            foreach (var (name, value) in state.facts ?? [])
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        });
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private ConsoleEvent? ConsoleEventOf(Call call, TrailRule rule) =>
        call.Origin != CallOrigin.Console || InConsole is not { } told ? null
        : rule.ConsoleEvents.Contains(told) ? told
        : throw new InvalidOperationException($"{call.Operation?.Name} does not declare the event {told.EventName}.");

    private static string OwnerOf(Call call, Operation operation) => call.Service?.DisplayName ?? operation.Service;

    // The three kinds of spec/events.md 1: a call through the API, a look at something in the console, and a change made there.
    private static string ServiceNameOf(Call call, Operation operation) =>
        call.Origin == CallOrigin.OpenApi ? "OpenAPI"
        : HttpMethods.IsGet(call.Context.Request.Method) || HttpMethods.IsHead(call.Context.Request.Method) ? "Console"
        : OwnerOf(call, operation);

    private static string? Limit(string? text, int length) =>
        string.IsNullOrEmpty(text) ? null : text.Length <= length ? text : text[..length];
}
