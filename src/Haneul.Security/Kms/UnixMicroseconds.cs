namespace Haneul.Security.Kms;

/// <summary>Instants as the database keeps them.</summary>
internal static class UnixMicroseconds
{
    public static long GetUnixMicroseconds(this TimeProvider time)
        => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
}
