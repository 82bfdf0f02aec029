using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>What the index takes of an event.</summary>
internal sealed record IndexedEvent(
    long Sequence, long Time, long Scope, TrailResult Result, string RequestId, string? ResourceId, string? ResourceName,
    string EventName, string ServiceName, string SourceService, string ResourceType, string UserId, string UserEmail,
    string CredentialId, string SourceAddress, string UserAgent)
{
    /// <summary>The events of a stretch of the trail, in order.</summary>
    public static Sql Select(long first, long last, int most) => $"""
        SELECT e.sequence, e.event_time, e.scope_id, e.result, e.request_id, e.resource_id, e.resource_name, k.event_name, k.service_name, k.source_service,
            k.resource_type, a.user_id, a.user_name, o.credential_id, o.source_address, o.user_agent
        FROM trail_events e JOIN trail_kinds k ON k.id = e.kind_id JOIN trail_actors a ON a.id = e.actor_id JOIN trail_origins o ON o.id = e.origin_id
        WHERE e.sequence BETWEEN {first} AND {last} ORDER BY e.sequence LIMIT {most}
        """;

    /// <summary>The event in a row of <see cref="Select"/>.</summary>
    public static IndexedEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), (TrailResult)row.GetInt64(3), PackedId.Unpack(row.GetFieldValue<byte[]>(4)),
        row.IsDBNull(5) ? null : PackedId.Unpack(row.GetFieldValue<byte[]>(5)), row.IsDBNull(6) ? null : row.GetString(6),
        row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetString(12),
        row.GetString(13), row.GetString(14), row.GetString(15));

    /// <summary>The lists that it belongs to. What is absent is in none.</summary>
    public IEnumerable<IndexTerm> Terms()
    {
        yield return new IndexTerm(Scope, IndexField.Any, "");
        (IndexField Field, string? Value)[] values =
        [
            (IndexField.EventName, EventName), (IndexField.ServiceName, ServiceName), (IndexField.SourceService, SourceService),
            (IndexField.ResourceType, ResourceType), (IndexField.ResourceName, ResourceName), (IndexField.ResourceId, ResourceId), (IndexField.UserId, UserId),
            (IndexField.UserEmail, UserEmail), (IndexField.UserName, TrailText.NameOf(UserEmail)), (IndexField.CredentialId, CredentialId),
            (IndexField.SourceAddress, SourceAddress), (IndexField.UserAgent, UserAgent), (IndexField.RequestId, RequestId),
        ];
        foreach (var (field, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                yield return new IndexTerm(Scope, field, value);
            }
        }

        if (Result != TrailResult.Success)
        {
            yield return OfResult(Scope, Result);
        }
    }

    /// <summary>The list of a result that is no success.</summary>
    public static IndexTerm OfResult(long scope, TrailResult result) => new(scope, IndexField.Result, result == TrailResult.Refused ? "1" : "2");
}
