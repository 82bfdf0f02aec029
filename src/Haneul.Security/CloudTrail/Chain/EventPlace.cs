namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// The place of an event in the trail: the chain and the number in it, in the one integer that is the key of its row. Numbers begin at 1; a chain has room for
/// 2^40 of them.
/// </summary>
internal static class EventPlace
{
    private const int NumberBits = 40;

    /// <summary>The largest number.</summary>
    public const long MostNumber = (1L << NumberBits) - 1;

    /// <summary>The key of the row.</summary>
    public static long Of(long chainId, long number) => (chainId << NumberBits) | number;

    /// <summary>The chain of a row.</summary>
    public static long ChainOf(long sequence) => sequence >> NumberBits;

    /// <summary>The number of a row in its chain.</summary>
    public static long NumberOf(long sequence) => sequence & MostNumber;
}
