using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Passcodes by time (RFC 6238) in the form that every authenticator app knows: HMAC-SHA-1, six digits, a new one every 30 seconds.</summary>
internal static class Totp
{
    /// <summary>Digits of a passcode.</summary>
    public const int Digits = 6;

    /// <summary>Seconds of a time step.</summary>
    public const int StepSeconds = 30;

    /// <summary>Bytes of a secret: as many as the hash has (RFC 4226, section 4).</summary>
    public const int SecretSize = 20;

    // RFC 6238, section 5.2: one step for the way of the passcode, which also bears clocks that are half a minute apart.
    private const int StepsApart = 1;

    /// <summary>The time step that an instant is in.</summary>
    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The passcode of a time step.</summary>
    public static string PasscodeOf(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The algorithm that authenticator apps have; as a MAC nothing is known against it (RFC 6194, section 3.3).
        HMACSHA1.HashData(secret, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 15)..]) & 0x7FFF_FFFF;
        return (number % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The step, later than one that was used already, whose passcode it is; null if it is none of about now. All are compared whatever the first says.
    /// </summary>
    public static long? FindStep(ReadOnlySpan<byte> secret, string passcode, long usedStep, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(passcode);
        long? found = null;
        for (var step = StepOf(now) + StepsApart; step >= StepOf(now) - StepsApart; step--)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(PasscodeOf(secret, step)), given) && step > usedStep)
            {
                found = step;
            }
        }

        return found;
    }
}
