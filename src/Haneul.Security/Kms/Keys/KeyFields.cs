using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Reads fields of requests about keys that are more than text and numbers.</summary>
internal static class KeyFields
{
    private static readonly string[] Types = [.. KeyAlgorithms.All.Select(spec => spec.Type).Distinct(StringComparer.Ordinal)];
    private static readonly string[] Purposes = [.. KeyAlgorithms.All.Select(spec => spec.Purpose).Distinct(StringComparer.Ordinal)];
    private static readonly string[] Algorithms = [.. KeyAlgorithms.All.Select(spec => spec.Algorithm).Distinct(StringComparer.Ordinal)];

    /// <summary>Type, purpose and algorithm, which must go together.</summary>
    public static KeySpec? ReadSpec(JsonFields fields)
    {
        var type = ReadWord(fields, "type", Types);
        var purpose = ReadWord(fields, "purpose", Purposes);
        var algorithm = ReadWord(fields, "algorithm", Algorithms);
        if (type is null || purpose is null || algorithm is null)
        {
            return null;
        }

        var spec = KeyAlgorithms.Find(type, purpose, algorithm);
        if (spec is null)
        {
            fields.AddProblem("algorithm", $"{algorithm} does not go with the type {type} and the purpose {purpose}");
        }

        return spec;
    }

    /// <summary>True or false, which must be there.</summary>
    public static bool ReadBoolean(JsonFields fields, string field)
    {
        if (fields.RequiredValue(field) is { ValueKind: JsonValueKind.Null })
        {
            fields.AddProblem(field, "must not be null");
        }

        return fields.OptionalBoolean(field) is true;
    }

    /// <summary>The types that a list may be asked for.</summary>
    public static string? ReadType(QueryFields query) => query.OneOf("type", Types);

    /// <summary>The purposes that a list may be asked for.</summary>
    public static string? ReadPurpose(QueryFields query) => query.OneOf("purpose", Purposes);

    /// <summary>The algorithms that a list may be asked for.</summary>
    public static string? ReadAlgorithm(QueryFields query) => query.OneOf("algorithm", Algorithms);

    private static string? ReadWord(JsonFields fields, string field, string[] words)
    {
        var word = fields.RequiredString(field);
        if (word.Length == 0)
        {
            return null;
        }

        if (words.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        fields.AddProblem(field, $"must be one of {string.Join(", ", words)}");
        return null;
    }
}
