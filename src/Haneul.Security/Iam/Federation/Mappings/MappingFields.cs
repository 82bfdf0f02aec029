using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>The fields of a mapping that a request gives. The rules must be there, also in a change: they are replaced whole.</summary>
internal sealed record MappingFields(string Rules, string? SchemaVersion)
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path, which the body may repeat.</param>
    public static MappingFields Read(JsonFields body, string id)
    {
        if (body.RequiredObject("mapping") is not { } mapping)
        {
            return new("", null);
        }

        MatchingId.Check(mapping, id);
        var version = mapping.OptionalString("schema_version", 1);
        if (version is { Length: > 0 } && !MappingRules.Versions.Contains(version, StringComparer.Ordinal))
        {
            mapping.AddProblem("schema_version", $"must be one of {string.Join(", ", MappingRules.Versions)}");
        }

        return new(ReadRules(mapping, version ?? MappingRules.Versions[0]), version);
    }

    private static string ReadRules(JsonFields mapping, string version)
    {
        if (!mapping.Has("rules"))
        {
            mapping.AddProblem("rules", "is required");
            return "";
        }

        // All that is left: in one go it is known to be valid text and not too long, and what else is there besides the rules shows.
        if (mapping.RemainingAsJson(MostBytes) is not { } text)
        {
            return "";
        }

        using var rest = JsonDocument.Parse(text);
        if (rest.RootElement.EnumerateObject().Any(static member => !member.NameEquals("rules"u8)))
        {
            mapping.AddProblem("rules", "must be the only field beside id and schema_version");
        }

        if (!rest.RootElement.TryGetProperty("rules", out var rules))
        {
            return "";
        }

        foreach (var problem in MappingRules.Check(rules, version))
        {
            mapping.AddProblem(problem.Path["mapping.".Length..], problem.Message);
        }

        return rules.GetRawText();
    }
}
