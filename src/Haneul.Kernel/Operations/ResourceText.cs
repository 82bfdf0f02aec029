using System.Text.Json;

namespace Haneul.Kernel.Operations;

/// <summary>Reads the names and descriptions of resources. Lengths count code points, so that a name in any script or of emoji has the same room.</summary>
public static class ResourceText
{
    /// <summary>Most characters (Unicode code points) of a name.</summary>
    public const int NameCharacters = 255;

    /// <summary>Most characters (Unicode code points) of a description.</summary>
    public const int DescriptionCharacters = 1000;

    /// <summary>A name: any Unicode without controls (decisions.md, secret names).</summary>
    public static string ReadName(JsonFields fields, string field)
    {
        if (fields.RequiredValue(field) is not { } element)
        {
            return "";
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            fields.AddProblem(field, "must not be null");
            return "";
        }

        if (fields.OptionalString(field, minLength: 0, maxLength: int.MaxValue) is not { } name)
        {
            return "";
        }

        if (name.Any(char.IsControl))
        {
            fields.AddProblem(field, "must not contain control characters");
        }

        CheckLength(fields, field, name, 1, NameCharacters);
        return name;
    }

    /// <summary>A description: any text, or none.</summary>
    public static string? ReadDescription(JsonFields fields, string field)
    {
        var description = fields.OptionalString(field, minLength: 0, maxLength: int.MaxValue);
        CheckLength(fields, field, description ?? "", 0, DescriptionCharacters);
        return description;
    }

    private static void CheckLength(JsonFields fields, string field, string text, int minimum, int maximum)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        if (length < minimum || length > maximum)
        {
            fields.AddProblem(field, minimum == 0 ? $"must have at most {maximum} characters" : $"must have {minimum} to {maximum} characters");
        }
    }
}
