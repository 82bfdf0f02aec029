using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// SHA-224 (FIPS 180-4, sections 5.3.2, 6.2 and 6.3): SHA-256 from another start, cut to 28 bytes. Written here because HMAC-224 is in the contract
/// and the platform has SHA-256, but no way to start it elsewhere. Every memory access and branch depends on lengths alone, never on what is
/// hashed, and <see cref="Wipe"/> leaves nothing behind: the first block of an HMAC is its key. A value without an allocation: pass it by reference,
/// since every copy would have to be wiped.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Sha224
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashSize = 28;

    /// <summary>Length of a block in bytes.</summary>
    public const int BlockSize = 64;

    private const int Rounds = 64;
    private const int LengthSize = sizeof(ulong);

    private State _state;
    private Block _block;
    private int _blockLength;
    private ulong _length;

    /// <summary>Starts a hash.</summary>
    public Sha224() => Reset();

    // The cube roots of the first 64 primes: the first 32 bits of their fractions (section 4.2.2).
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    // The square roots of the ninth to sixteenth primes: the second 32 bits of their fractions (section 5.3.2).
    private static ReadOnlySpan<uint> Start =>
        [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    /// <summary>Hashes a message into <see cref="HashSize"/> bytes.</summary>
    public static void HashData(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        var hash = new Sha224();
        hash.Append(message);
        hash.Finish(destination);
        hash.Wipe();
    }

    /// <summary>Starts again.</summary>
    public void Reset()
    {
        Start.CopyTo(_state);
        _blockLength = 0;
        _length = 0;
    }

    /// <summary>Adds to the message.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        Append(bytes, schedule);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(schedule));
    }

    /// <summary>Ends the message and writes its hash. Only <see cref="Reset"/> or <see cref="Wipe"/> may follow.</summary>
    public void Finish(scoped Span<byte> destination)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        Span<byte> padding = stackalloc byte[BlockSize + LengthSize];
        padding.Clear();
        padding[0] = 0x80;

        // A bit that is set, zeros up to eight bytes before the end of a block, and the length in bits (section 5.1.1).
        var bits = _length * 8;
        var zerosEnd = _blockLength < BlockSize - LengthSize ? BlockSize - LengthSize - _blockLength : (2 * BlockSize) - LengthSize - _blockLength;
        BinaryPrimitives.WriteUInt64BigEndian(padding[zerosEnd..], bits);
        Append(padding[..(zerosEnd + LengthSize)], schedule);

        for (var word = 0; word < HashSize / sizeof(uint); word++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(word * sizeof(uint))..], _state[word]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(schedule));
    }

    /// <summary>Forgets everything. Only <see cref="Reset"/> may follow.</summary>
    public void Wipe()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref this, 1)));
    }

    private void Append(scoped ReadOnlySpan<byte> bytes, scoped Span<uint> schedule)
    {
        _length += (uint)bytes.Length;
        if (_blockLength > 0)
        {
            var taken = Math.Min(BlockSize - _blockLength, bytes.Length);
            bytes[..taken].CopyTo(_block[_blockLength..]);
            _blockLength += taken;
            bytes = bytes[taken..];
            if (_blockLength < BlockSize)
            {
                return;
            }

            Compress(_state, _block, schedule);
            _blockLength = 0;
        }

        while (bytes.Length >= BlockSize)
        {
            Compress(_state, bytes[..BlockSize], schedule);
            bytes = bytes[BlockSize..];
        }

        bytes.CopyTo(_block);
        _blockLength = bytes.Length;
    }

    // Section 6.2.2, with the names of the standard.
    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block, Span<uint> w)
    {
        for (var t = 0; t < 16; t++)
        {
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * sizeof(uint))..]);
        }

        for (var t = 16; t < Rounds; t++)
        {
            var sigma0 = BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            var sigma1 = BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
        }

        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t < Rounds; t++)
        {
            var sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var choice = (e & f) ^ (~e & g);
            var first = h + sum1 + choice + Constants[t] + w[t];
            var sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var majority = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + sum0 + majority);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [InlineArray(8)]
    private struct State
    {
        private uint _first;
    }

    [InlineArray(BlockSize)]
    private struct Block
    {
        private byte _first;
    }
}
