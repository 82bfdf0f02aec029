namespace Haneul.Security.CloudTrail.Chain;

/// <summary>
/// A stretch of 32,768 numbers of a chain: what is indexed, and removed, as one. The shift of a sequence by its bits gives the era's own number, which holds the chain.
/// </summary>
internal static class Era
{
    /// <summary>Numbers of an era.</summary>
    public const int Size = 1 << Bits;

    private const int Bits = 15;

    /// <summary>The era of an event.</summary>
    public static long Of(long sequence) => sequence >> Bits;

    /// <summary>The first sequence that an era can hold.</summary>
    public static long FirstSequenceOf(long era) => era << Bits;

    /// <summary>The last sequence that an era can hold.</summary>
    public static long LastSequenceOf(long era) => (era << Bits) | (Size - 1);

    /// <summary>The last number of a chain that is in the same era as a number of it.</summary>
    public static long LastNumberOf(long number) => number | (Size - 1);
}
