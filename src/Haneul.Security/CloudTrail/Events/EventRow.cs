using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>An event as the trail gave it back, with its place.</summary>
internal readonly record struct EventRow(long Time, long Sequence, Event Event)
{
    /// <summary>The columns that <see cref="Read"/> takes, of the tables e, k, s, a and o.</summary>
    public static Sql Columns() => $"""
        e.event_time, e.sequence, e.event_id, e.request_id, e.resource_id, e.resource_name, e.path, e.additional_info, e.status, e.result,
        k.event_name, k.service_name, k.source_service, k.resource_type, k.method, k.operation_id,
        s.category, s.project_id, s.domain_id, a.user_id, a.user_name, o.credential_id, o.source_address, o.user_agent
        """;

    /// <summary>The tables of <see cref="Columns"/>.</summary>
    public static Sql Tables() => $"""
        trail_events e JOIN trail_kinds k ON k.id = e.kind_id JOIN trail_scopes s ON s.id = e.scope_id
        JOIN trail_actors a ON a.id = e.actor_id JOIN trail_origins o ON o.id = e.origin_id
        """;

    public static EventRow Read(DbDataReader row)
    {
        var time = row.GetInt64(0);
        var resourceId = row.IsDBNull(4) ? null : PackedId.Unpack(row.GetFieldValue<byte[]>(4));
        var userName = row.GetString(20);
        return new EventRow(time, row.GetInt64(1), new Event
        {
            EventTime = UnixTime.ToWire(time),
            EventId = PackedId.Unpack(row.GetFieldValue<byte[]>(2)),
            EventName = row.GetString(10),
            EventCategory = row.GetInt64(16) == (long)TrailCategory.Project ? EventCategories.Project : EventCategories.Organisation,
            User = new EventUser(userName, TrailText.NameOf(userName), row.GetString(19)),
            SourceIp = row.GetString(22),
            ServiceName = row.GetString(11),
            Resource = new EventResource(NullIfEmpty(row.GetString(13)), TextOrNull(row, 5), resourceId, NullIfEmpty(row.GetString(12))),
            Request = new EventRequest
            {
                Method = row.GetString(14),
                Path = TrailText.RestorePath(TextOrNull(row, 6), resourceId),
                OperationId = NullIfEmpty(row.GetString(15)),
                Status = (int)row.GetInt64(8),
                RequestId = PackedId.Unpack(row.GetFieldValue<byte[]>(3)),
                UserAgent = NullIfEmpty(row.GetString(23)),
                CredentialId = NullIfEmpty(row.GetString(21)),
            },
            Result = (TrailResult)row.GetInt64(9) switch
            {
                TrailResult.Success => EventResults.Success,
                TrailResult.Refused => EventResults.Refused,
                _ => EventResults.Failed,
            },
            AdditionalInfo = TextOrNull(row, 7) is { } info ? JsonElement.Parse(info) : null,
            ProjectId = NullIfEmpty(row.GetString(17)),
            DomainId = row.GetString(18),
        });
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
