using Microsoft.Net.Http.Headers;

namespace Haneul.WebConsole.Languages;

/// <summary>Finds the language of a request: what the person chose, else what the browser asks for, else English.</summary>
internal static class LanguageChoice
{
    public const string KoreanTag = "ko";
    public const string EnglishTag = "en";

    /// <summary>The language of a tag such as <c>ko-KR</c>; null for one that the console does not speak.</summary>
    public static Language? Parse(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOf('-');
        var primary = end < 0 ? tag : tag[..end];
        return primary.Equals(KoreanTag, StringComparison.OrdinalIgnoreCase) ? Language.Korean
            : primary.Equals(EnglishTag, StringComparison.OrdinalIgnoreCase) ? Language.English
            : null;
    }

    /// <summary>The tag of a language, as <c>lang</c> has it.</summary>
    public static string TagOf(Language language) => language == Language.Korean ? KoreanTag : EnglishTag;

    /// <summary>The first of the languages that a browser accepts which the console speaks (RFC 9110, 12.5.4).</summary>
    public static Language FromBrowser(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            return Language.English;
        }

        return accepted
            .Where(static language => language.Quality is not 0)
            .OrderByDescending(static language => language.Quality ?? 1)
            .Select(static language => Parse(language.Value.AsSpan()))
            .FirstOrDefault(static language => language is not null) ?? Language.English;
    }
}
