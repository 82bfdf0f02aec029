using Haneul.Kernel.Runtime;

namespace Haneul.UnitTests.Kms.Algorithms;

/// <summary>Bytes that a test can foretell: each one more than the last.</summary>
internal sealed class CountingRandomSource(byte first = 0) : IRandomSource
{
    private byte _next = first;

    public void Fill(Span<byte> buffer)
    {
        foreach (ref var value in buffer)
        {
            value = _next++;
        }
    }
}
