using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Haneul.ApiTests.Conformance;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The Content-Type header, or null.</param>
/// <param name="Body">The body as text, empty when there is none.</param>
/// <param name="Headers">The other headers; names compare without case.</param>
public sealed record ContractAnswer(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Reads an answer completely.</summary>
    public static async Task<ContractAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation = default)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        return new ContractAnswer((int)response.StatusCode, headers.GetValueOrDefault("Content-Type"), body, headers);
    }
}

/// <summary>Judges answers of the product by its contracts.</summary>
public static class ContractCheck
{
    /// <summary>
    /// Statuses that any operation may answer, in the error shape of its service, although its contract does not list
    /// them: they come from authentication, routing, limits and operations that are not built.
    /// </summary>
    private static readonly int[] AllowedAnywhere = [401, 403, 404, 405, 409, 412, 413, 429, 501, 503];

    /// <summary>The platform's error, for contracts that list no error at all (config).</summary>
    private static readonly JsonElement PlatformError = JsonElement.Parse("""
        {"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["code","message"],
         "properties":{"code":{"type":"string"},"message":{"type":"string"}}}}}
        """);

    private static readonly SchemaValidator PlatformSchemas = new(PlatformError);

    /// <summary>Fails the test unless the answer is one that the operation's contract allows; returns the parsed body.</summary>
    public static async Task<JsonElement> VerifyAsync(string operationId, HttpResponseMessage response, CancellationToken cancellation = default) =>
        Verify(operationId, await ContractAnswer.ReadAsync(response, cancellation));

    /// <summary>Fails the test unless the answer is one that the operation's contract allows; returns the parsed body.</summary>
    public static JsonElement Verify(string operationId, ContractAnswer answer)
    {
        var violations = Violations(OpenApiContracts.Repository, operationId, answer);
        if (violations.Count > 0)
        {
            Assert.Fail($"{operationId} answered {answer.Status} against its contract:\n  {string.Join("\n  ", violations)}\n{answer.Body}");
        }

        return answer.Body.Length > 0 && IsJson(answer.ContentType) ? JsonElement.Parse(answer.Body) : default;
    }

    /// <summary>Every way in which the answer breaks the operation's contract.</summary>
    public static IReadOnlyList<string> Violations(OpenApiContracts contracts, string operationId, ContractAnswer answer)
    {
        var operation = contracts.Find(operationId);
        var strengthening = contracts.StrengtheningOf(operation);
        var violations = new List<string>();
        var judged = false;

        if (FindResponse(operation.Responses, answer.Status) is { } response)
        {
            judged = true;
            var body = strengthening is null ? answer.Body : WithoutAllowedNulls(answer, strengthening.NullAllowedAt);
            CheckResponse(operation, response, operation.Schemas, answer with { Body = body }, violations);
        }

        if (strengthening is not null && FindResponse(strengthening.Responses, answer.Status) is { } stricter)
        {
            judged = true;
            CheckResponse(operation, stricter, strengthening.Schemas, answer, violations);
        }
        else if (strengthening is not null && answer.Status < 300)
        {
            violations.Add($"status {answer.Status} is not the one that the stricter contract names");
        }

        if (!judged)
        {
            CheckUnlistedError(operation, strengthening, answer, violations);
        }

        return violations.Distinct(StringComparer.Ordinal).ToList();
    }

    private static void CheckUnlistedError(ContractOperation operation, ContractStrengthening? strengthening, ContractAnswer answer, List<string> violations)
    {
        var listed = FirstError(operation.Responses);
        var (schema, schemas) = (listed, operation.Schemas);
        if (listed is null && strengthening is not null)
        {
            (schema, schemas) = (FirstError(strengthening.Responses), strengthening.Schemas);
        }

        var listsNoError = schema is null;
        if (!AllowedAnywhere.Contains(answer.Status) && !(listsNoError && answer.Status is 400 or 500))
        {
            violations.Add($"status {answer.Status} is not in the contract");
        }
        else if (operation.Method is not "HEAD")
        {
            CheckJson(listsNoError ? PlatformError : schema!.Value, listsNoError ? PlatformSchemas : schemas, answer, violations);
        }
    }

    /// <summary>The exact status first, then its class (<c>2XX</c>).</summary>
    private static JsonElement? FindResponse(JsonElement responses, int status) =>
        responses.TryGetProperty($"{status}", out var exact) ? exact
        : responses.TryGetProperty($"{status / 100}XX", out var sameClass) ? sameClass
        : null;

    /// <summary>The schema of the first listed error: within a service all errors share one shape.</summary>
    private static JsonElement? FirstError(JsonElement responses)
    {
        foreach (var response in responses.EnumerateObject().Where(response => response.Name[0] is '4' or '5'))
        {
            if (response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json))
            {
                return json.GetProperty("schema");
            }
        }

        return null;
    }

    private static void CheckResponse(ContractOperation operation, JsonElement response, SchemaValidator schemas, ContractAnswer answer, List<string> violations)
    {
        CheckHeaders(response, schemas, answer, violations);
        if (operation.Method is "HEAD" || !response.TryGetProperty("content", out var content))
        {
            if (answer.Body.Length > 0)
            {
                violations.Add("a body, where the contract has none");
            }

            return;
        }

        var mediaType = MediaTypeOf(answer.ContentType);
        if (mediaType is null)
        {
            violations.Add($"Content-Type is {answer.ContentType ?? "absent"}");
        }
        else if (!content.TryGetProperty(mediaType, out var media) && !content.TryGetProperty("*/*", out media))
        {
            violations.Add($"Content-Type is {answer.ContentType}, not {string.Join(" or ", content.EnumerateObject().Select(each => each.Name))}");
        }
        else if (!IsJson(answer.ContentType))
        {
            if (answer.Body.Length == 0)
            {
                violations.Add("no body");
            }
        }
        else if (media.TryGetProperty("schema", out var schema))
        {
            CheckJson(schema, schemas, answer, violations);
        }
    }

    private static void CheckHeaders(JsonElement response, SchemaValidator schemas, ContractAnswer answer, List<string> violations)
    {
        if (!response.TryGetProperty("headers", out var headers))
        {
            return;
        }

        foreach (var header in headers.EnumerateObject())
        {
            if (answer.Headers.TryGetValue(header.Name, out var value))
            {
                violations.AddRange(schemas.Validate(header.Value.GetProperty("schema"), JsonSerializer.SerializeToElement(value))
                    .Select(violation => $"header {header.Name}{violation}"));
            }
            else if (header.Value.TryGetProperty("required", out var required) && required.GetBoolean())
            {
                violations.Add($"header {header.Name} is missing");
            }
        }
    }

    private static void CheckJson(JsonElement schema, SchemaValidator schemas, ContractAnswer answer, List<string> violations)
    {
        if (!IsJson(answer.ContentType))
        {
            violations.Add($"Content-Type is {answer.ContentType ?? "absent"}, not application/json");
        }

        try
        {
            var body = JsonElement.Parse(answer.Body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            violations.AddRange(schemas.Validate(schema, body));
        }
        catch (JsonException problem)
        {
            violations.Add($"the body is not JSON: {problem.Message}");
        }
    }

    private static string WithoutAllowedNulls(ContractAnswer answer, IEnumerable<string> pointers)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(answer.Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return answer.Body; // CheckJson reports it.
        }

        foreach (var pointer in pointers)
        {
            var steps = pointer.Split('/')[1..];
            var parent = steps[..^1].Aggregate(root, (node, step) => (node as JsonObject)?[step]);
            if (parent is JsonObject members && members.TryGetPropertyValue(steps[^1], out var value) && value is null)
            {
                members.Remove(steps[^1]);
            }
        }

        return root?.ToJsonString() ?? answer.Body;
    }

    private static bool IsJson(string? contentType) => MediaTypeOf(contentType) is "application/json";

    private static string? MediaTypeOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType?.ToLowerInvariant() : null;
}
