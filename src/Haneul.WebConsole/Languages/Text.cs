using System.Runtime.InteropServices;

namespace Haneul.WebConsole.Languages;

/// <summary>A language of the console.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>Korean.</summary>
    Korean,
}

/// <summary>
/// A text of the console in every language it speaks; <c>{0}</c>, <c>{1}</c> take arguments. Both stand beside each other, so that none can be missing, and the texts of an area are
/// in the <c>…Texts</c> class of its folder.
/// </summary>
/// <param name="English">The English text.</param>
/// <param name="Korean">The Korean text (polite style, KakaoCloud's own terms).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Text(string English, string Korean)
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => language == Language.Korean ? Korean : English;

    /// <summary>The text in a language with its arguments.</summary>
    public string In(Language language, params ReadOnlySpan<object?> arguments) => string.Format(null, In(language), arguments);

    /// <summary>A text that is the same in every language: names and codes.</summary>
    public static Text Same(string text) => new(text, text);
}
