namespace Haneul.Kernel.Dialects;

/// <summary>Texts of a caller that an error repeats: names of fields and parameters, methods. They may be as long as a line.</summary>
public static class ShownText
{
    private const int MostCharacters = 64;

    /// <summary>The text, cut to 64 characters.</summary>
    public static string Cut(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
