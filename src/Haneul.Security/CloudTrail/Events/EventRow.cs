using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>An event as the trail gave it back, with its place.</summary>
internal readonly record struct EventRow(long Time, long Sequence, Event Event)
{
    /// <summary>The event in a row of the columns of <see cref="StoredEvent"/>.</summary>
    public static EventRow Read(DbDataReader row)
    {
        var stored = StoredEvent.Read(row).Event;
        var resourceId = stored.ResourceId is { } packed ? PackedId.Unpack(packed) : null;
        return new EventRow(stored.Time, stored.Sequence, new Event
        {
            EventTime = UnixTime.ToWire(stored.Time),
            EventId = PackedId.Unpack(stored.Id),
            EventName = stored.Kind.EventName,
            EventCategory = stored.Scope.Category == TrailCategory.Project ? EventCategories.Project : EventCategories.Organisation,
            User = new EventUser(stored.Actor.UserName, TrailText.NameOf(stored.Actor.UserName), stored.Actor.UserId),
            SourceIp = stored.Origin.SourceAddress,
            ServiceName = stored.Kind.ServiceName,
            Resource = new EventResource(NullIfEmpty(stored.Kind.ResourceType), stored.ResourceName, resourceId, NullIfEmpty(stored.Kind.SourceService)),
            Request = new EventRequest
            {
                Method = stored.Kind.Method,
                Path = TrailText.RestorePath(stored.Path, resourceId),
                OperationId = NullIfEmpty(stored.Kind.OperationId),
                Status = stored.Status,
                RequestId = PackedId.Unpack(stored.RequestId),
                UserAgent = NullIfEmpty(stored.Origin.UserAgent),
                CredentialId = NullIfEmpty(stored.Origin.CredentialId),
            },
            Result = (TrailResult)stored.Result switch
            {
                TrailResult.Success => EventResults.Success,
                TrailResult.Refused => EventResults.Refused,
                _ => EventResults.Failed,
            },
            AdditionalInfo = stored.AdditionalInfo is { } info ? JsonElement.Parse(info) : null,
            ProjectId = NullIfEmpty(stored.Scope.ProjectId),
            DomainId = stored.Scope.DomainId,
        });
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
