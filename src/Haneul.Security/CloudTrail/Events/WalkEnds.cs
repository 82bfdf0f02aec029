using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>
/// The newest event of each chain when a walk began. Later events are not part of the walk, so that it ends even though each of its pages leaves an event itself, and
/// gives exactly what was there when it began; clocks that differ or are set back change nothing about that.
/// </summary>
/// <param name="numbers">The number of the newest event of chain 1, of chain 2, and so on; chains that began later are not part of the walk.</param>
internal sealed class WalkEnds(IReadOnlyList<long> numbers)
{
    /// <summary>The numbers, from chain 1.</summary>
    public IReadOnlyList<long> Numbers => numbers;

    /// <summary>The ends now.</summary>
    public static WalkEnds Of(IReadOnlyList<IndexedChain> chains)
    {
        var numbers = new long[chains.Count == 0 ? 0 : chains[^1].Id];
        foreach (var chain in chains)
        {
            numbers[chain.Id - 1] = EventPlace.NumberOf(chain.Newest);
        }

        return new WalkEnds(numbers);
    }

    /// <summary>The last place of a chain that is part of the walk; below every place if none is.</summary>
    public long LastOf(long chainId) => EventPlace.Of(chainId, chainId <= numbers.Count ? numbers[(int)chainId - 1] : 0);
}
