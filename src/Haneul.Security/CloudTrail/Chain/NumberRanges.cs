using System.Globalization;
using System.Text;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>Ascending numbers as text: <c>5,9-12</c>.</summary>
internal static class NumberRanges
{
    /// <summary>The text of numbers that ascend.</summary>
    public static string Format(IReadOnlyList<long> numbers)
    {
        var text = new StringBuilder();
        for (var index = 0; index < numbers.Count; index++)
        {
            var first = numbers[index];
            while (index + 1 < numbers.Count && numbers[index + 1] == numbers[index] + 1)
            {
                index++;
            }

            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{first}");
            if (numbers[index] > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{numbers[index]}");
            }
        }

        return text.ToString();
    }

    /// <summary>The ranges of a text; null if it is none that <see cref="Format"/> made.</summary>
    public static IReadOnlyList<(long First, long Last)>? Parse(string text)
    {
        var ranges = new List<(long First, long Last)>();
        if (text.Length == 0)
        {
            return ranges;
        }

        var previous = 0L;
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryParse(dash < 0 ? part : part[..dash], out var first) || !TryParse(dash < 0 ? part : part[(dash + 1)..], out var last) ||
                first <= previous || last < first)
            {
                return null;
            }

            ranges.Add((first, last));
            previous = last;
        }

        return ranges;
    }

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
