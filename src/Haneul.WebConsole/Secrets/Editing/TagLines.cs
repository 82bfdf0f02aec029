using System.Text.Json.Nodes;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>Tags in a text area: one on each line.</summary>
internal static class TagLines
{
    private const int MostTags = 50;
    private const int KeyCharacters = 128;
    private const int ValueCharacters = 256;

    /// <summary>The tags that were typed; notes what is wrong with them.</summary>
    public static JsonObject Read(Page page, string field)
    {
        var tags = new JsonObject();
        var number = 0;
        foreach (var line in page.Form.Text(field).Split('\n').Select(static line => line.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var parts = line.Split('=', 2);
            var (key, value) = (parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "");
            if (key.Length is 0 or > KeyCharacters || value.Length > ValueCharacters)
            {
                page.Form.AddProblem(field, page.T(EditTexts.TagLine, number));
            }
            else if (!tags.TryAdd(key, value))
            {
                page.Form.AddProblem(field, page.T(EditTexts.TagTwice, key));
            }
        }

        if (tags.Count > MostTags)
        {
            page.Form.AddProblem(field, page.T(EditTexts.TooManyTags));
        }

        return tags;
    }

    /// <summary>Tags as they are typed.</summary>
    public static string Write(IReadOnlyDictionary<string, string> tags) =>
        string.Join('\n', tags.Select(static tag => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}"));
}
