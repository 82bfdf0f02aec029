using Haneul.Kernel.Runtime;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>The same numbers for the same seed, so that a failure can be had again (SplitMix64).</summary>
internal sealed class SeededRandom(ulong seed) : IRandomSource
{
    private ulong _state = seed;

    public int Next(int below) => (int)(NextBits() % (ulong)below);

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public void Fill(Span<byte> buffer)
    {
        foreach (ref var value in buffer)
        {
            value = (byte)NextBits();
        }
    }

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
