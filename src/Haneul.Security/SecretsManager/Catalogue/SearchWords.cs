using System.Globalization;
using System.Text;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>
/// Cuts text into the words that searches find by their beginning. A word is a run of letters and digits; its case does not matter.
/// Where a run has parts (<c>prodDbPassword</c>, <c>db01</c>), what begins with each part is a word as well; so is what begins with each letter
/// of scripts that write compounds without spaces, such as Korean: 운영비밀번호 is found by 비밀.
/// </summary>
internal static class SearchWords
{
    /// <summary>Most words that are kept for a secret; those of the name come first.</summary>
    public const int MostWords = 256;

    /// <summary>Characters of a word that count.</summary>
    private const int WordCharacters = 32;

    /// <summary>The words under which texts are found, the first texts first.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> texts)
    {
        var words = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in texts.SelectMany(RunsOf))
        {
            for (var start = 0; start < run.Count && words.Count < MostWords; start++)
            {
                if ((start == 0 || BeginsPart(run[start - 1], run[start])) && ToWord(run, start) is var word && seen.Add(word))
                {
                    words.Add(word);
                }
            }
        }

        return words;
    }

    /// <summary>The beginnings of words that a search text asks for.</summary>
    public static IReadOnlyList<string> Asked(string text) => [.. RunsOf(text).Select(static run => ToWord(run, 0)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<List<Rune>> RunsOf(string text)
    {
        var run = new List<Rune>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (run.Count > 0 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                run.Add(rune);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static bool BeginsPart(Rune before, Rune first) =>
        (Rune.IsUpper(first) && !Rune.IsUpper(before)) || Rune.IsDigit(first) != Rune.IsDigit(before) || WritesWithoutSpaces(first);

    private static bool WritesWithoutSpaces(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0x20000 and <= 0x3FFFF);

    private static string ToWord(List<Rune> run, int start)
    {
        var word = new StringBuilder(WordCharacters);
        foreach (var rune in run.Skip(start).Take(WordCharacters))
        {
            word.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return word.ToString();
    }
}
