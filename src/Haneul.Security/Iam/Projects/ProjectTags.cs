using System.Buffers;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Projects;

/// <summary>The tags of a project: a set of words that keeps its order. A tag stands in URLs and in comma-separated lists, so neither a comma nor a slash is in it.</summary>
internal static class ProjectTags
{
    /// <summary>Most tags of one project.</summary>
    public const int Most = 80;

    private const int Longest = 255;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(",/\0");

    /// <summary>The tags in a field of a body, as they are kept; null if it is not there.</summary>
    public static string? Read(JsonFields fields, string name)
    {
        if (fields.OptionalStrings(name, Most, Longest) is not { } given)
        {
            return null;
        }

        var tags = new List<string>(given.Count);
        for (var index = 0; index < given.Count; index++)
        {
            // An item that is no string was named already, and reads as empty.
            if (given[index].Length == 0)
            {
                continue;
            }

            if (TryRead(given[index], out var tag) is { } problem)
            {
                fields.AddProblem($"{name}[{index}]", problem);
            }
            else if (tags.Contains(tag, StringComparer.Ordinal))
            {
                fields.AddProblem($"{name}[{index}]", "must not be repeated");
            }
            else
            {
                tags.Add(tag);
            }
        }

        return Join(tags);
    }

    /// <summary>What is wrong with a tag, as the end of a sentence; null if nothing is. White space around it does not count, as in Keystone.</summary>
    public static string? TryRead(string given, out string tag)
    {
        tag = given.Trim();
        return tag.Length is 0 or > Longest ? $"must have 1 to {Longest} characters"
            : tag.AsSpan().ContainsAny(Forbidden) ? "must not contain ',' or '/'"
            : null;
    }

    /// <summary>
    /// The same for a tag in a path, where an escaped slash arrives as it was sent: it must not become a part of the tag.
    /// </summary>
    public static string? TryReadPath(string given, out string tag) =>
        TryRead(given.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), out tag);

    /// <summary>The tags of a column.</summary>
    public static string[] Split(string column) => column.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text of the column.</summary>
    public static string Join(IEnumerable<string> tags) => string.Join(',', tags);
}
