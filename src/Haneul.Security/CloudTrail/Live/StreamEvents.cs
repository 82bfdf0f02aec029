using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Operations.Streams;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>
/// Follows the trail as server-sent events, with the filters and the view of a search. A client that was cut off goes on where it was by Last-Event-ID. The call is on the
/// trail once, before its first byte (docs/adr/0026-trail-retention.md).
/// </summary>
internal static class StreamEvents
{
    // Which is when the oldest of the streams that are there may well have been cut.
    private const int RetrySeconds = 5;
    private const int LongestPosition = 8192;

    private static readonly string[] Meaningless = ["order", "limit"];

    public static readonly Operation Operation = new(
        "cloud-trail",
        "StreamEvents",
        ListEvents.Operation.Permission,
        TrailRule.Project(EventNames.FromOperationId("StreamEvents"), "Event"),
        TrailErrors.OrganisationEventsRefused);

    public static Outcome<EventStreamAnswer> Handle(Call call, QueryFields fields, EventTail tail, StreamServices services)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        var query = EventQuery.Read(fields);
        var after = ReadPosition(fields, fields.Text("after", LongestPosition), "after");
        var resumed = RepeatedHeader.TryRead(call.Context.Request.Headers["Last-Event-ID"], out var id) ? ReadPosition(fields, id, "Last-Event-ID") : null;
        foreach (var name in Meaningless)
        {
            if (call.Context.Request.Query.ContainsKey(name))
            {
                fields.AddProblem(name, "has no meaning for a stream");
            }
        }

        if (fields.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var view = ListEvents.ViewOf(call.Caller, call.ProjectId);
        if (query.Category == TrailCategory.Organisation && view.DomainId is null)
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        return tail.Streams.TryOpen(call.ProjectId) is { } stream
            ? new EventStreamAnswer(services, stream, new TailSource(tail, stream, query, view, resumed ?? after))
            : CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = RetrySeconds };
    }

    private static TailPosition? ReadPosition(QueryFields fields, string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var position = text.Length > LongestPosition ? null : TailPosition.Parse(text);
        if (position is null)
        {
            fields.AddProblem(name, "must be the id of an event of a stream, such as 1.5321");
        }

        return position;
    }
}
