using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Reads tags from requests and rows. A key has no equals sign, so that a search can be told <c>key=value</c>.</summary>
internal static class TagText
{
    /// <summary>Most tags of a secret.</summary>
    public const int MostTags = 50;

    private const int KeyCharacters = 128;
    private const int ValueCharacters = 256;

    /// <summary>A secret without tags.</summary>
    public static SortedDictionary<string, string> None => new(StringComparer.Ordinal);

    /// <summary>The object of tags in a body.</summary>
    public static SortedDictionary<string, string> Read(JsonFields fields, string field)
    {
        var tags = None;
        if (fields.RequiredValue(field) is not { } element)
        {
            return tags;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            fields.AddProblem(field, "must be an object of strings");
            return tags;
        }

        foreach (var property in element.EnumerateObject())
        {
            Read(fields, field, property, tags);
        }

        if (tags.Count > MostTags)
        {
            fields.AddProblem(field, $"must have at most {MostTags} tags");
        }

        return tags;
    }

    /// <summary>What is wrong with a key; null if nothing is.</summary>
    public static string? FindFault(string key) =>
        key.Length == 0 || key.EnumerateRunes().Count() > KeyCharacters ? $"must have a key of 1 to {KeyCharacters} characters"
        : key.Any(static character => char.IsControl(character) || character == '=') ? "must have a key without control characters and without '='"
        : null;

    /// <summary>What is wrong with a value; null if nothing is.</summary>
    public static string? FindValueFault(string value) =>
        value.EnumerateRunes().Count() > ValueCharacters ? $"must have at most {ValueCharacters} characters"
        : value.Any(char.IsControl) ? "must not contain control characters"
        : null;

    /// <summary>
    /// The key at the end of the path. Taken from the path as it was sent: keys such as <c>example.org/team</c> have slashes, which routing leaves encoded and so
    /// cannot be told from a percent sign that was encoded itself.
    /// </summary>
    public static string OfPath(Call call)
    {
        var target = call.Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.AsSpan(0, target.AsSpan().IndexOf('?') is >= 0 and var end ? end : target.Length).TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Tags as the row keeps them; null for none.</summary>
    public static string? ToJson(SortedDictionary<string, string> tags) =>
        tags.Count == 0 ? null : JsonSerializer.Serialize(tags, SecretCatalogueJson.Default.SortedDictionaryStringString);

    /// <summary>Tags from a row.</summary>
    public static SortedDictionary<string, string> FromJson(string? json) =>
        json is null ? None : new(JsonSerializer.Deserialize(json, SecretCatalogueJson.Default.SortedDictionaryStringString)!, StringComparer.Ordinal);

    private static void Read(JsonFields fields, string field, JsonProperty property, SortedDictionary<string, string> tags)
    {
        if (!JsonText.TryGetName(property, out var key))
        {
            fields.AddProblem(field, "has a key that is not valid Unicode text");
            return;
        }

        var path = JsonText.PathOf(field, key);
        var problems = new List<FieldProblem>();
        var value = JsonText.Read("", property.Value, 0, int.MaxValue, problems);
        var fault = FindFault(key) ?? (value is null ? problems[0].Message : FindValueFault(value));
        if (fault is not null)
        {
            fields.AddProblem(path, fault);
        }
        else if (!tags.TryAdd(key, value!))
        {
            fields.AddProblem(path, "must not be repeated");
        }
    }
}
