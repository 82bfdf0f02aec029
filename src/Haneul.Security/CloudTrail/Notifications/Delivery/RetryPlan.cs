using System.Buffers.Binary;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>
/// When what failed is tried again. Ten attempts, with pauses of 10 seconds, 29, 84 and so on up to 14 hours, fill a day; each pause is a tenth longer or shorter by chance, so that
/// what failed together does not come back together.
/// </summary>
internal static class RetryPlan
{
    /// <summary>Most attempts of a delivery.</summary>
    public const int MostAttempts = 10;

    /// <summary>After how long a delivery is of no use any more.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>How long an attempt may take: after that another process may try, for this one must have ended.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a success a rule is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const double FirstPause = 10;
    private const double Growth = 2.9;
    private const double Spread = 0.1;
    private const int LongestHold = 300;

    /// <summary>The pause after an attempt that failed, from 1.</summary>
    public static TimeSpan PauseAfter(int attempt, IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        var chance = (BinaryPrimitives.ReadUInt32BigEndian(bytes) / (double)uint.MaxValue * 2) - 1;
        return TimeSpan.FromSeconds(FirstPause * Math.Pow(Growth, attempt - 1) * (1 + (Spread * chance)));
    }

    /// <summary>How long a rule rests after so many failures in a row: a target that is down is not asked for each of the events that wait for it.</summary>
    public static TimeSpan HoldAfter(long failures) => TimeSpan.FromSeconds(Math.Min(LongestHold, Math.Pow(2, Math.Min(failures, 16) - 1)));
}
