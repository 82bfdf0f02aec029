using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>A tag that is asked for: by its key, or with its value.</summary>
internal sealed record AskedTag(string Key, string? Value);

/// <summary>What a search asks for; everything that is named must fit.</summary>
/// <param name="Words">Beginnings of words of name, tags and description.</param>
/// <param name="Tags">Tags.</param>
/// <param name="IsAccessible">Whether access control lets the caller at it.</param>
/// <param name="ExpiresBefore">The expiry date is earlier.</param>
/// <param name="UnusedSince">It is older, and no value was read since.</param>
internal sealed record SecretQuery(IReadOnlyList<string> Words, IReadOnlyList<AskedTag> Tags, bool? IsAccessible, long? ExpiresBefore, long? UnusedSince)
{
    private const int MostWords = 10;
    private const int MostTags = 10;
    private const int TagCharacters = 512;

    /// <summary>Whether every secret fits.</summary>
    public bool IsOpen => Words.Count == 0 && Tags.Count == 0 && IsAccessible is null && ExpiresBefore is null && UnusedSince is null;

    /// <summary>The number of words and tags that were given, and their texts: what a cursor is bound to.</summary>
    public IEnumerable<string> Terms => Tags.SelectMany(static tag => new[] { "tag", tag.Key, tag.Value is null ? "" : "=" + tag.Value })
        .Concat(Words.SelectMany(static word => new[] { "word", word }));

    public static SecretQuery Read(QueryFields query)
    {
        var text = query.Text("q");
        var words = SearchWords.Asked(text ?? "");
        if (words.Count > MostWords || (text is not null && words.Count == 0))
        {
            query.AddProblem("q", $"must have 1 to {MostWords} words of letters and digits");
        }

        return new SecretQuery(
            words,
            [.. query.Texts("tag", MostTags, TagCharacters).Select(ReadTag)],
            query.OneOf("accessible", "true", "false") is { } accessible ? accessible == "true" : null,
            query.Instant("expires_before"),
            query.Instant("unused_since"));
    }

    // A key has no equals sign (TagText), a value may.
    private static AskedTag ReadTag(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? new(text[..end], text[(end + 1)..]) : new(text, null);
}
