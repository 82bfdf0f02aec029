using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>Asks ranges of numbers for ascending numbers.</summary>
internal sealed class NumberCursor(IReadOnlyList<(long First, long Last)> ranges)
{
    private int _at;

    /// <summary>The ranges of a text that <see cref="NumberRanges"/> wrote; none for any other.</summary>
    public static NumberCursor Of(string text) => new(NumberRanges.Parse(text) ?? []);

    /// <summary>Whether a number is in a range. It must not be below the one that was asked for before.</summary>
    public bool Contains(long number)
    {
        while (_at < ranges.Count && ranges[_at].Last < number)
        {
            _at++;
        }

        return _at < ranges.Count && ranges[_at].First <= number;
    }
}
