using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Audit;

/// <summary>
/// Records what a page of the console does by itself and no operation of a service does: ending a browser's session, of which the services know nothing. Whatever a page does through
/// the API leaves the events of its calls.
/// </summary>
public sealed class PageEvents(ITrail trail, IdGenerator ids)
{
    /// <summary>Records something in the transaction that does it, with an event for each thing that it is done to.</summary>
    public ValueTask RecordAsync(ITransaction transaction, Call call, PageAction action, IEnumerable<TrailItem> items) =>
        trail.RecordAsync(transaction, [.. items.Select(item => ToEvent(call, action, item))]);

    private TrailEvent ToEvent(Call call, PageAction action, TrailItem item)
    {
        // The part of the console that signs people in and out belongs to identity, as the calls do that it makes for it.
        var service = call.Identity?.DisplayName ?? throw new InvalidOperationException("There is no service that signs people in.");
        return new TrailEvent
        {
            Id = ids.NewTimeOrderedUuid(),
            Time = UnixTime.ToMicroseconds(call.Now),
            Name = action.Rule.EventName,
            Category = action.Rule.Category,
            ServiceName = service,
            SourceService = service,
            DomainId = action.DomainId,
            UserId = action.UserId,
            UserName = action.UserName,
            SourceAddress = TrailDraft.AddressOf(call),
            UserAgent = TrailDraft.UserAgentOf(call),
            ResourceType = action.Rule.ResourceType,
            ResourceId = item.ResourceId,
            ResourceName = item.ResourceName,
            Method = call.Context.Request.Method,
            Path = TrailDraft.PathOf(call),
            OperationId = action.OperationId,
            Status = item.Status,
            Result = TrailResult.Success,
            RequestId = call.RequestId,
            AdditionalInfo = TrailDraft.ToJson(null, item.Facts),
        };
    }
}

/// <summary>Something that a page of the console does by itself; an event of an organisation.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="OperationId">What stands where a call has its operationId.</param>
/// <param name="DomainId">The organisation.</param>
/// <param name="UserId">Unique id of whoever does it.</param>
/// <param name="UserName">Their sign-in name.</param>
public sealed record PageAction(ConsoleEvent Rule, string OperationId, string DomainId, string UserId, string UserName);
