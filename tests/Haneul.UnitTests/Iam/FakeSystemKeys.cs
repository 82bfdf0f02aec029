using System.Security.Cryptography;
using Haneul.Kernel.Crypto;

namespace Haneul.UnitTests.Iam;

/// <summary>System keys that are the same in every run: each key is its number.</summary>
internal sealed class FakeSystemKeys : ISystemKeys
{
    public void ComputeHmac(SystemKey key, ReadOnlySpan<byte> data, Span<byte> destination) => HMACSHA256.HashData([(byte)key], data, destination);
}
