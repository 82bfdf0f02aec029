using System.Buffers.Binary;
using System.Buffers.Text;

namespace Haneul.Kernel.Runtime;

/// <summary>Makes every identifier of the product, in the shape that its service uses on the wire.</summary>
public sealed class IdGenerator(IRandomSource random, TimeProvider time)
{
    private const int RandomBitsOfNumber = 22;
    private long _lastNumber;

    /// <summary>
    /// A positive number that begins with the time in milliseconds and grows from call to call in this process: keys of tables that are filled
    /// quickly, so that new rows stand beside each other. Two processes meet on one with a probability of one to four million per millisecond.
    /// </summary>
    public long NewTimeOrderedNumber()
    {
        Span<byte> bytes = stackalloc byte[4];
        random.Fill(bytes);
        var low = BinaryPrimitives.ReadUInt32BigEndian(bytes) & ((1 << RandomBitsOfNumber) - 1);
        var wanted = (time.GetUtcNow().ToUnixTimeMilliseconds() << RandomBitsOfNumber) | low;
        while (true)
        {
            var last = Volatile.Read(ref _lastNumber);
            var next = Math.Max(wanted, last + 1);
            if (Interlocked.CompareExchange(ref _lastNumber, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>32 lower-case hex digits: IAM's ids (users, projects, roles, access keys).</summary>
    public string NewHexId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>A dashed version 4 UUID: ids of resources of the platform services.</summary>
    public string NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>A dashed version 7 UUID, which begins with the time: ids of trail events, so that an index on them grows at its end.</summary>
    public string NewTimeOrderedUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.GetUtcNow().ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>22 characters of URL-safe Base64 over 128 random bits: Keystone's audit ids.</summary>
    public string NewAuditId() => NewUrlSafe(16);

    /// <summary>URL-safe Base64 without padding over <see cref="NewTimeOrderedNumber"/> in 8 bytes and <paramref name="randomByteCount"/> random bytes (at most 120).</summary>
    public string NewTimeOrderedUrlSafe(int randomByteCount)
    {
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..(sizeof(long) + randomByteCount)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, NewTimeOrderedNumber());
        random.Fill(bytes[sizeof(long)..]);
        var text = Base64Url.EncodeToString(bytes);
        bytes.Clear();
        return text;
    }

    /// <summary>URL-safe Base64 without padding over <paramref name="byteCount"/> random bytes (at most 128): tokens and generated secrets.</summary>
    public string NewUrlSafe(int byteCount)
    {
        Span<byte> bytes = stackalloc byte[128];
        bytes = bytes[..byteCount];
        random.Fill(bytes);
        var text = Base64Url.EncodeToString(bytes);
        bytes.Clear();
        return text;
    }
}
