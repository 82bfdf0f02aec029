using System.Text;
using System.Text.Json;
using Haneul.Kernel.Runtime;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Runs;

/// <summary>What a verification found, as it is stored and answered.</summary>
internal static class VerificationText
{
    /// <summary>As it is stored.</summary>
    public static string Write(VerificationReport report) =>
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(ToWire(report), TrailVerificationJson.Default.TrailVerificationReport));

    /// <summary>As it is answered; null while there is none.</summary>
    public static TrailVerificationReport? Read(string stored) => stored.Length == 0 ? null : JsonSerializer.Deserialize(stored, TrailVerificationJson.Default.TrailVerificationReport);

    private static TrailVerificationReport ToWire(VerificationReport report) => new()
    {
        Events = report.Events,
        UnsealedEvents = report.Unsealed,
        UnknownNumbers = report.Unknown,
        Chains = report.Chains,
        Segments = report.Segments,
        Checkpoints = report.Checkpoints,
        Damages = report.Damages,
        FirstDamage = report.First is not { } first ? null : new TrailDamagePlace
        {
            Kind = first.KindText,
            Chain = first.Chain,
            Number = first.Number,
            EventId = first.EventId,
            EventTime = first.Time is { } at ? ToWire(at) : null,
            Detail = first.Detail,
        },
    };

    // Whoever changed the row may have written any number there.
    private static string? ToWire(long microseconds) => microseconds is > 0 and < 253_402_300_800_000_000 ? UnixTime.ToWire(microseconds) : null;
}
