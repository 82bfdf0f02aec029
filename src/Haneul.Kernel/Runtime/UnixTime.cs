using System.Globalization;

namespace Haneul.Kernel.Runtime;

/// <summary>Instants as the database keeps them (microseconds since the Unix epoch, UTC) and as the wire writes them.</summary>
public static class UnixTime
{
    private const string WireFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Microseconds since the epoch, rounded down.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of so many microseconds.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>RFC 3339 in UTC with six decimals and Z: Keystone's and our answers' form.</summary>
    public static string ToWire(long microseconds) => FromMicroseconds(microseconds).UtcDateTime.ToString(WireFormat, CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 in UTC with six decimals and Z.</summary>
    public static string ToWire(DateTimeOffset instant) => instant.UtcDateTime.ToString(WireFormat, CultureInfo.InvariantCulture);
}
