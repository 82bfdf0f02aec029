using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;

namespace Haneul.Server.Pages;

/// <summary>
/// Serves the contract documents as one OpenAPI document, for the whole server or for one service. The contract is the source, not a description
/// derived from code, so what is served is what the tests check answers against (docs/adr/0006). Operations that are not built are marked.
/// </summary>
internal sealed class OpenApiDocuments(AddressBook addresses, ContractCatalogue contracts, OperationCatalogue catalogue)
{
    private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

    /// <summary>Answers the document of a service, or of all for null; 404 for a service that is not there.</summary>
    public Task AnswerAsync(HttpContext context, string? service)
    {
        var call = Call.Of(context);
        var descriptor = addresses.Services.FirstOrDefault(candidate => candidate.Id == service);
        if (service is not null && descriptor is null)
        {
            return call.RefuseAsync(CommonErrors.UnknownPath);
        }

        // The address is the caller's to choose (Host), so only what does not depend on it is kept.
        var body = _kept.GetOrAdd(service ?? "", _ => JsonSerializer.SerializeToUtf8Bytes(Build(descriptor)));
        return JsonAnswer.SendAsync(context, body);
    }

    private JsonObject Build(ServiceDescriptor? only)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject();
        foreach (var service in only is null ? addresses.Services : [only])
        {
            foreach (var file in service.Contracts)
            {
                Add(service, file, paths, schemas, withPrefix: only is null);
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = only is null ? "Haneul" : $"Haneul: {only.DisplayName}",
                ["version"] = typeof(OpenApiDocuments).Assembly.GetName().Version!.ToString(3),
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = only is null ? "/" : "/" + only.Addresses[0].Name }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["x-auth-token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Auth-Token" },
                },
            },
        };
    }

    private void Add(ServiceDescriptor service, string file, JsonObject paths, JsonObject schemas, bool withPrefix)
    {
        using var stream = contracts.Open(file);
        var document = JsonNode.Parse(stream)!.AsObject();
        var scope = Path.GetFileName(file).Replace(".openapi.json", "", StringComparison.Ordinal);
        RenameReferences(document, scope);
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            var target = (withPrefix ? "/" + service.Addresses[0].Name : "") + path;
            var merged = paths[target] as JsonObject ?? new JsonObject();
            paths[target] = merged;
            foreach (var (method, operation) in item!.AsObject())
            {
                if (operation is JsonObject described && described["operationId"] is { } operationId)
                {
                    var copy = described.DeepClone().AsObject();
                    copy["operationId"] = withPrefix ? $"{service.Id}.{operationId}" : operationId.GetValue<string>();
                    copy["x-haneul-built"] = catalogue.IsBuilt(service, operationId.GetValue<string>());
                    merged.TryAdd(method, copy);
                }
            }
        }

        foreach (var (name, schema) in document["components"]?["schemas"]?.AsObject() ?? [])
        {
            schemas[$"{scope}.{name}"] = schema!.DeepClone();
        }
    }

    private static void RenameReferences(JsonNode? node, string scope)
    {
        const string Prefix = "#/components/schemas/";
        switch (node)
        {
            case JsonObject json:
                if (json["$ref"] is JsonValue reference && reference.GetValue<string>() is var text && text.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    json["$ref"] = $"{Prefix}{scope}.{text[Prefix.Length..]}";
                }

                foreach (var (_, child) in json)
                {
                    RenameReferences(child, scope);
                }

                break;
            case JsonArray array:
                foreach (var child in array)
                {
                    RenameReferences(child, scope);
                }

                break;
        }
    }
}
