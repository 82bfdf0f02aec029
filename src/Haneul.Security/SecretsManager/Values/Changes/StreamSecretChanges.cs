using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Operations.Streams;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>
/// Follows what happens to the secrets of the project as server-sent events. A client that was cut off goes on where it was by Last-Event-ID. The call is on the trail
/// once, before its first byte (docs/adr/0019).
/// </summary>
internal static class StreamSecretChanges
{
    // Which is when the oldest of the streams that are there may well have been cut.
    private const int RetrySeconds = 5;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "StreamSecretChanges",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("StreamSecretChanges"), "Secret"));

    public static Outcome<EventStreamAnswer> Handle(Call call, QueryFields query, ChangeStreams streams, ChangeReads reads, StreamServices services)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        var after = ChangeNumber.Read(query, query.Text("after"), "after");
        var resumed = RepeatedHeader.TryRead(call.Context.Request.Headers["Last-Event-ID"], out var id) ? ChangeNumber.Read(query, id, "Last-Event-ID") : null;
        if ((resumed ?? after) is null)
        {
            // To begin with whatever comes next would lose what happened between the client's reading and its following.
            query.AddProblem("after", "is required where there is no Last-Event-ID: the number after which to begin, such as newest of ListSecretChanges");
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return streams.TryOpen(call.ProjectId) is { } stream
            ? new EventStreamAnswer(services, stream, new ChangeSource(reads, stream, (resumed ?? after)!.Value))
            : CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = RetrySeconds };
    }
}
