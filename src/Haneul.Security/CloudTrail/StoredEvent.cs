using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>An event as its row and the rows of its terms hold it: what its code is computed over when it is written and when it is verified.</summary>
internal sealed record StoredEvent
{
    /// <summary>Length of a code: HMAC-SHA-256, cut to 128 bits.</summary>
    public const int CodeLength = 16;

    public required long Sequence { get; init; }

    public required long Time { get; init; }

    public required TrailScope Scope { get; init; }

    public required TrailKind Kind { get; init; }

    public required TrailActor Actor { get; init; }

    public required TrailOrigin Origin { get; init; }

    public required int Status { get; init; }

    public required int Result { get; init; }

    public required byte[] Id { get; init; }

    public required byte[] RequestId { get; init; }

    public required byte[]? ResourceId { get; init; }

    public required string? ResourceName { get; init; }

    /// <summary>Shortened by <see cref="TrailText.ShortenPath"/>.</summary>
    public required string? Path { get; init; }

    public required string? AdditionalInfo { get; init; }

    /// <summary>The event in a place, with texts that both engines take.</summary>
    public static StoredEvent Of(TrailEvent trailEvent, long sequence)
    {
        var resourceId = TrailText.CleanOrNull(trailEvent.ResourceId);
        return new StoredEvent
        {
            Sequence = sequence,
            Time = trailEvent.Time,
            Scope = TrailScope.Of(trailEvent),
            Kind = TrailKind.Of(trailEvent),
            Actor = TrailActor.Of(trailEvent),
            Origin = TrailOrigin.Of(trailEvent),
            Status = trailEvent.Status,
            Result = (int)trailEvent.Result,
            Id = PackedId.Pack(trailEvent.Id),
            RequestId = PackedId.Pack(trailEvent.RequestId),
            ResourceId = resourceId is null ? null : PackedId.Pack(resourceId),
            ResourceName = TrailText.CleanOrNull(trailEvent.ResourceName),
            Path = TrailText.ShortenPath(TrailText.CleanOrNull(trailEvent.Path), resourceId),
            AdditionalInfo = TrailText.CleanOrNull(trailEvent.AdditionalInfo),
        };
    }

    /// <summary>The columns that <see cref="Read"/> takes, of the tables e, k, s, a and o; the code of the row follows them.</summary>
    public static Sql Columns() => $"""
        e.sequence, e.event_time, e.status, e.result, e.event_id, e.request_id, e.resource_id, e.resource_name, e.path, e.additional_info,
        s.category, s.project_id, s.domain_id, k.event_name, k.service_name, k.source_service, k.resource_type, k.method, k.operation_id,
        a.user_id, a.user_name, o.credential_id, o.source_address, o.user_agent, e.code
        """;

    /// <summary>The tables of <see cref="Columns"/>. Events whose terms are gone are left out.</summary>
    public static Sql Tables() => $"""
        trail_events e JOIN trail_kinds k ON k.id = e.kind_id JOIN trail_scopes s ON s.id = e.scope_id
        JOIN trail_actors a ON a.id = e.actor_id JOIN trail_origins o ON o.id = e.origin_id
        """;

    /// <summary>The event in a row, and its code.</summary>
    public static (StoredEvent Event, byte[] Code) Read(DbDataReader row) => (
        new StoredEvent
        {
            Sequence = row.GetInt64(0),
            Time = row.GetInt64(1),
            Status = Number(row, 2),
            Result = Number(row, 3),
            Id = row.GetFieldValue<byte[]>(4),
            RequestId = row.GetFieldValue<byte[]>(5),
            ResourceId = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            ResourceName = row.IsDBNull(7) ? null : row.GetString(7),
            Path = row.IsDBNull(8) ? null : row.GetString(8),
            AdditionalInfo = row.IsDBNull(9) ? null : row.GetString(9),
            Scope = new TrailScope((TrailCategory)Number(row, 10), row.GetString(11), row.GetString(12)),
            Kind = new TrailKind(row.GetString(13), row.GetString(14), row.GetString(15), row.GetString(16), row.GetString(17), row.GetString(18)),
            Actor = new TrailActor(row.GetString(19), row.GetString(20)),
            Origin = new TrailOrigin(row.GetString(21), row.GetString(22), row.GetString(23)),
        },
        row.GetFieldValue<byte[]>(24));

    /// <summary>Computes the code: over everything that the event says, and its place.</summary>
    public byte[] ComputeCode(ISystemKeys keys)
    {
        var input = new AdditionalData(stackalloc byte[1024]);
        try
        {
            input.Add("haneul trail event/1"u8);
            input.Add(Sequence);
            input.Add(Time);
            input.Add((int)Scope.Category);
            input.Add(Scope.ProjectId);
            input.Add(Scope.DomainId);
            input.Add(Kind.EventName);
            input.Add(Kind.ServiceName);
            input.Add(Kind.SourceService);
            input.Add(Kind.ResourceType);
            input.Add(Kind.Method);
            input.Add(Kind.OperationId);
            input.Add(Actor.UserId);
            input.Add(Actor.UserName);
            input.Add(Origin.CredentialId);
            input.Add(Origin.SourceAddress);
            input.Add(Origin.UserAgent);
            input.Add(Status);
            input.Add(Result);
            input.Add(Id);
            input.Add(RequestId);
            AddOptional(ref input, ResourceId);
            AddOptional(ref input, ResourceName);
            AddOptional(ref input, Path);
            AddOptional(ref input, AdditionalInfo);
            Span<byte> hmac = stackalloc byte[Hash256.Size];
            keys.ComputeHmac(SystemKey.TrailChain, input.Bytes, hmac);
            return hmac[..CodeLength].ToArray();
        }
        finally
        {
            input.Dispose();
        }
    }

    /// <summary>A number of 32 bits; one that differs from every such number if somebody has stored more, so that it does not read as it was.</summary>
    internal static int Number(DbDataReader row, int column) => row.GetInt64(column) is var number && number == (int)number ? (int)number : int.MinValue;

    // A part more for what is there, so that absent and empty differ.
    private static void AddOptional(ref AdditionalData input, byte[]? value)
    {
        input.Add(value is null ? 0 : 1);
        input.Add(value);
    }

    private static void AddOptional(ref AdditionalData input, string? value)
    {
        input.Add(value is null ? 0 : 1);
        input.Add(value ?? "");
    }
}
