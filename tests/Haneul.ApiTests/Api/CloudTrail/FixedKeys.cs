using System.Security.Cryptography;
using Haneul.Kernel.Crypto;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>System keys that are all made of one byte.</summary>
internal sealed class FixedKeys(byte seed) : ISystemKeys
{
    public void ComputeHmac(SystemKey key, ReadOnlySpan<byte> data, Span<byte> destination) =>
        HMACSHA256.HashData([seed, (byte)key], data, destination);
}
