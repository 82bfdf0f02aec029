using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Conformance;

/// <summary>
/// Judges a JSON value by the part of JSON Schema 2020-12 that the contracts use. A keyword or format that it does not
/// know is an exception, so that a contract can never state something that silently goes unchecked.
/// </summary>
/// <remarks>
/// Stricter than the specification in two points. A member that no schema of its place declares is a violation, unless
/// <c>additionalProperties</c> is stated or the object is declared without members: a field that slips into an answer is
/// found. And an integer is written without a fraction, because typed clients refuse <c>1.0</c>.
/// </remarks>
public sealed class SchemaValidator(JsonElement document)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Every way in which <paramref name="value"/> breaks <paramref name="schema"/>, each with its JSON pointer.</summary>
    public IReadOnlyList<string> Validate(JsonElement schema, JsonElement value)
    {
        var violations = new List<string>();
        ValidatePlace(schema, value, "", violations);
        return violations;
    }

    /// <summary>Throws for the first keyword, format or reference below <paramref name="schema"/> that could not be judged.</summary>
    public void EnsureUnderstood(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties":
                    foreach (var property in keyword.Value.EnumerateObject())
                    {
                        EnsureUnderstood(property.Value);
                    }

                    break;
                case "items" or "additionalProperties":
                    EnsureUnderstood(keyword.Value);
                    break;
                case "anyOf" or "oneOf" or "allOf":
                    foreach (var branch in keyword.Value.EnumerateArray())
                    {
                        EnsureUnderstood(branch);
                    }

                    break;
                case "$ref":
                    // The target is walked where it is declared; here it only has to exist.
                    Resolve(keyword.Value.GetString()!);
                    break;
                default:
                    // With no value, every scalar keyword is looked up and none can be violated.
                    ApplyKeyword(keyword, default, "", []);
                    break;
            }
        }
    }

    private void ValidatePlace(JsonElement schema, JsonElement value, string pointer, List<string> violations)
    {
        Apply(schema, value, pointer, violations);
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var declared = new HashSet<string>(StringComparer.Ordinal);
        if (CollectDeclared(schema, declared))
        {
            foreach (var member in value.EnumerateObject().Where(member => !declared.Contains(member.Name)))
            {
                violations.Add($"{pointer}/{member.Name}: is not in the contract");
            }
        }
    }

    private void Apply(JsonElement schema, JsonElement value, string pointer, List<string> violations)
    {
        if (schema.ValueKind == JsonValueKind.True)
        {
            return;
        }

        if (schema.ValueKind == JsonValueKind.False)
        {
            violations.Add($"{pointer}: nothing may stand here");
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Apply(Resolve(keyword.Value.GetString()!), value, pointer, violations);
                    break;
                case "allOf":
                    foreach (var branch in keyword.Value.EnumerateArray())
                    {
                        Apply(branch, value, pointer, violations);
                    }

                    break;
                case "anyOf":
                    ApplyAlternatives(keyword, value, pointer, violations, onlyOne: false);
                    break;
                case "oneOf":
                    ApplyAlternatives(keyword, value, pointer, violations, onlyOne: true);
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var property in keyword.Value.EnumerateObject())
                    {
                        if (value.TryGetProperty(property.Name, out var member))
                        {
                            ValidatePlace(property.Value, member, $"{pointer}/{property.Name}", violations);
                        }
                    }

                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var (index, item) in value.EnumerateArray().Index())
                    {
                        ValidatePlace(keyword.Value, item, $"{pointer}/{index}", violations);
                    }

                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    ApplyAdditionalProperties(schema, keyword.Value, value, pointer, violations);
                    break;
                case "properties" or "items" or "additionalProperties":
                    break;
                default:
                    ApplyKeyword(keyword, value, pointer, violations);
                    break;
            }
        }
    }

    private void ApplyAlternatives(JsonProperty keyword, JsonElement value, string pointer, List<string> violations, bool onlyOne)
    {
        var outcomes = keyword.Value.EnumerateArray()
            .Select(branch =>
            {
                var found = new List<string>();
                Apply(branch, value, pointer, found);
                return found;
            })
            .ToList();
        var matches = outcomes.Count(found => found.Count == 0);
        if (matches == 0)
        {
            // The nearest branch tells most about what is wrong.
            violations.AddRange(outcomes.MinBy(found => found.Count)!);
        }
        else if (onlyOne && matches > 1)
        {
            violations.Add($"{pointer}: fits {matches} alternatives of oneOf");
        }
    }

    private void ApplyAdditionalProperties(JsonElement schema, JsonElement additional, JsonElement value, string pointer, List<string> violations)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(member.Name, out _))
            {
                continue;
            }

            if (additional.ValueKind == JsonValueKind.False)
            {
                violations.Add($"{pointer}/{member.Name}: is not in the contract");
            }
            else
            {
                ValidatePlace(additional, member.Value, $"{pointer}/{member.Name}", violations);
            }
        }
    }

    /// <summary>Collects the member names of a place; false when the place is open, that is, says nothing about its members.</summary>
    private bool CollectDeclared(JsonElement schema, HashSet<string> names)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("additionalProperties", out _))
        {
            return false;
        }

        var closed = false;
        if (schema.TryGetProperty("properties", out var properties))
        {
            closed = true;
            names.UnionWith(properties.EnumerateObject().Select(property => property.Name));
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            closed |= CollectDeclared(Resolve(reference.GetString()!), names);
        }

        foreach (var combination in new[] { "allOf", "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(combination, out var branches))
            {
                closed |= branches.EnumerateArray().Where(AcceptsObjects).ToList() is { Count: > 0 } candidates
                    && candidates.TrueForAll(branch => CollectDeclared(branch, names));
            }
        }

        return closed;
    }

    private static bool AcceptsObjects(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object
        || !schema.TryGetProperty("type", out var type)
        || SchemaKeywords.TypeNames(type).Contains("object", StringComparer.Ordinal);

    private JsonElement Resolve(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"The reference {reference} leaves its document");
        }

        var target = document;
        foreach (var step in reference[2..].Split('/'))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!target.TryGetProperty(name, out target))
            {
                throw new NotSupportedException($"The reference {reference} points to nothing");
            }
        }

        return target;
    }

    private static void ApplyKeyword(JsonProperty keyword, JsonElement value, string pointer, List<string> violations)
    {
        if (keyword.Name is "pattern")
        {
            // Constructed even without a value, so that a broken pattern is found when the contract is loaded.
            var pattern = new Regex(keyword.Value.GetString()!, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternTimeout);
            if (value.ValueKind == JsonValueKind.String && !pattern.IsMatch(value.GetString()!))
            {
                violations.Add($"{pointer}: does not match {keyword.Value.GetString()}");
            }

            return;
        }

        if (SchemaKeywords.Check(keyword, value) is { } violation)
        {
            violations.Add($"{pointer}: {violation}");
        }
    }
}
