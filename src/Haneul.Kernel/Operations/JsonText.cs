using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Haneul.Kernel.Dialects;

namespace Haneul.Kernel.Operations;

/// <summary>
/// Takes names and strings out of parsed JSON. An escape such as <c>\ud800</c> without its partner is well-formed JSON that is no text,
/// and the parser throws when it is asked for it.
/// </summary>
public static class JsonText
{
    /// <summary>The name of a field, if it is text.</summary>
    public static bool TryGetName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = null;
            return false;
        }
    }

    /// <summary>The path of a field, fit to be shown: a hostile name must not flood the answer or smuggle control characters into it.</summary>
    public static string PathOf(string path, string name)
    {
        var safe = string.Concat(ShownText.Cut(name).Select(static character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
        return path.Length == 0 ? safe : $"{path}.{safe}";
    }

    /// <summary>A string with its length in characters within the bounds; null with a problem if it is none.</summary>
    public static string? Read(string path, JsonElement element, int minLength, int maxLength, List<FieldProblem> problems)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            problems.Add(new(path, "must be a string"));
            return null;
        }

        if (!TryGetText(element, out var text))
        {
            problems.Add(new(path, "must be valid Unicode text"));
            return null;
        }

        if (text.Length < minLength || text.Length > maxLength)
        {
            problems.Add(new(path, minLength == 0 ? $"must have at most {maxLength} characters" : $"must have {minLength} to {maxLength} characters"));
            return null;
        }

        // Neither engine keeps U+0000 in text.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new(path, "must not contain the character U+0000"));
            return null;
        }

        return text;
    }

    /// <summary>Whether every name and string in a value is text.</summary>
    public static bool IsValid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TryGetText(value, out _),
        JsonValueKind.Array => value.EnumerateArray().All(IsValid),
        JsonValueKind.Object => value.EnumerateObject().All(static property => TryGetName(property, out _) && IsValid(property.Value)),
        _ => true,
    };

    private static bool TryGetText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
