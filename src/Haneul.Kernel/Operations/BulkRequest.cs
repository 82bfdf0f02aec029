using System.Text.Json;

namespace Haneul.Kernel.Operations;

/// <summary>Reads what a request that names several things names: each once, in the order of the request.</summary>
public static class BulkRequest
{
    /// <summary>Ids, at least one.</summary>
    public static IReadOnlyList<string> ReadIds(JsonFields fields, string field)
    {
        if (!IsThere(fields, field) || fields.OptionalStrings(field, BulkItems.Most) is not { } ids)
        {
            return [];
        }

        RequireOne(fields, field, ids.Count);
        return ids;
    }

    /// <summary>Numbers of versions, at least one.</summary>
    public static IReadOnlyList<int> ReadVersions(JsonFields fields, string field)
    {
        if (!IsThere(fields, field) || fields.RequiredValue(field) is not { } element)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > BulkItems.Most)
        {
            fields.AddProblem(field, $"must be a list of at most {BulkItems.Most} version numbers");
            return [];
        }

        var versions = new List<int>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var version) && version > 0)
            {
                versions.Add(version);
            }
            else
            {
                fields.AddProblem($"{field}[{versions.Count}]", $"must be a whole number from 1 to {int.MaxValue}");
                return [];
            }
        }

        RequireOne(fields, field, versions.Count);
        return versions;
    }

    private static bool IsThere(JsonFields fields, string field)
    {
        var element = fields.RequiredValue(field);
        if (element is { ValueKind: JsonValueKind.Null })
        {
            fields.AddProblem(field, "must not be null");
        }

        return element is { ValueKind: not JsonValueKind.Null };
    }

    private static void RequireOne(JsonFields fields, string field, int count)
    {
        if (count == 0)
        {
            fields.AddProblem(field, "must name at least one");
        }
    }
}
