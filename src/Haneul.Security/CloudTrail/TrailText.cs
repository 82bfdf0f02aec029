using System.Text;

namespace Haneul.Security.CloudTrail;

/// <summary>Texts as the trail keeps them.</summary>
internal static class TrailText
{
    private const char Mark = '\u0001';
    private const string OneMark = "\u0001";
    private const string TwoMarks = "\u0001\u0001";
    private const string IdHere = "\u0001i";

    /// <summary>
    /// A text that both engines take: U+0000 and halves of surrogate pairs (a path that was cut) become U+FFFD. An event that can't be
    /// stored would fail its call, so what a caller sends must never make one.
    /// </summary>
    public static string Clean(string? text)
    {
        if (text is null)
        {
            return "";
        }

        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        // The encoding replaces lone surrogates.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');
    }

    /// <summary>Null for an absent text.</summary>
    public static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    /// <summary>The name in a sign-in name: the part of an e-mail address before the at sign (spec/events.md section 2).</summary>
    public static string NameOf(string signInName) => signInName.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? signInName[..at] : signInName;

    /// <summary>A path without the resource id in it, which the event keeps anyway: the largest saving there is in a row.</summary>
    public static string? ShortenPath(string? path, string? resourceId)
    {
        if (path is null)
        {
            return null;
        }

        var escaped = path.Replace(OneMark, TwoMarks, StringComparison.Ordinal);
        return resourceId is { Length: > 2 } && !resourceId.Contains(Mark, StringComparison.Ordinal)
            ? escaped.Replace(resourceId, IdHere, StringComparison.Ordinal)
            : escaped;
    }

    /// <summary>The path that was shortened.</summary>
    public static string RestorePath(string? path, string? resourceId)
    {
        if (path is null)
        {
            return "";
        }

        if (!path.Contains(Mark, StringComparison.Ordinal))
        {
            return path;
        }

        var restored = new StringBuilder(path.Length + 40);
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] != Mark)
            {
                restored.Append(path[index]);
            }
            else if (path[++index] == Mark)
            {
                restored.Append(Mark);
            }
            else
            {
                restored.Append(resourceId);
            }
        }

        return restored.ToString();
    }
}
