using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>A row of the trail with the ids of its terms.</summary>
internal sealed record RawEvent(
    long Sequence, long Time, int Status, int Result, byte[] Id, byte[] RequestId, byte[]? ResourceId, string? ResourceName, string? Path, string? AdditionalInfo,
    long Scope, long Kind, long Actor, long Origin, byte[] Code)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"""
        sequence, event_time, status, result, event_id, request_id, resource_id, resource_name, path, additional_info, scope_id, kind_id, actor_id, origin_id, code
        """;

    /// <summary>The row.</summary>
    public static RawEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), StoredEvent.Number(row, 2), StoredEvent.Number(row, 3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6), row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8),
        row.IsDBNull(9) ? null : row.GetString(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetFieldValue<byte[]>(14));

    /// <summary>The id of the event, as far as it can be read.</summary>
    public string? EventId => Id.Length == 0 ? null : Unpack(Id);

    // Whoever changed the row may have written anything there.
    private static string? Unpack(byte[] id) => id[0] is 1 or 2 or 3 && id.Length != 17 ? null : PackedId.Unpack(id);
}
