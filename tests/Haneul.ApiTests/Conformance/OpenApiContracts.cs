using System.Text.Json;

namespace Haneul.ApiTests.Conformance;

/// <summary>One operation of a contract: where it stands and its definition.</summary>
/// <param name="Service">The contract file's name without <c>.openapi.json</c>.</param>
/// <param name="OperationId">Unique within its service; four of the vendor's ids exist in more than one.</param>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Path">The path template.</param>
/// <param name="Definition">The operation object.</param>
/// <param name="Schemas">Judges values by the schemas of the operation's document.</param>
public sealed record ContractOperation(string Service, string OperationId, string Method, string Path, JsonElement Definition, SchemaValidator Schemas)
{
    /// <summary>The response objects by status, <c>2XX</c> included.</summary>
    public JsonElement Responses => Definition.GetProperty("responses");

    internal bool HasId(string operationId) => string.Equals(OperationId, operationId, StringComparison.Ordinal);
}

/// <summary>What <c>x-strengthens</c> of one contract adds to an operation of another: responses that an answer has to satisfy as well.</summary>
/// <param name="Definition">The object with <c>responses</c> and <c>x-null-allowed-at</c>.</param>
/// <param name="Schemas">Judges values by the schemas of the strengthening document.</param>
public sealed record ContractStrengthening(JsonElement Definition, SchemaValidator Schemas)
{
    /// <summary>The response objects by status.</summary>
    public JsonElement Responses => Definition.GetProperty("responses");

    /// <summary>JSON pointers of members whose null the strengthened schema would refuse, but recorded answers have.</summary>
    public IEnumerable<string> NullAllowedAt => Definition.TryGetProperty("x-null-allowed-at", out var pointers)
        ? pointers.EnumerateArray().Select(pointer => pointer.GetString()!)
        : [];
}

/// <summary>Every OpenAPI contract of the repository, loaded and known to be checkable.</summary>
public sealed class OpenApiContracts
{
    private const string Suffix = ".openapi.json";
    private static readonly string[] Methods = ["get", "head", "post", "put", "patch", "delete", "options"];
    private static readonly Lazy<OpenApiContracts> RepositoryContracts = new(LoadRepository);

    private readonly List<ContractOperation> operations = [];
    private readonly Dictionary<string, ContractStrengthening> strengthenings = new(StringComparer.Ordinal);

    /// <summary>The contracts in the folder <c>contracts</c>.</summary>
    public static OpenApiContracts Repository => RepositoryContracts.Value;

    /// <summary>All operations of all contracts.</summary>
    public IReadOnlyList<ContractOperation> Operations => operations;

    /// <summary>Loads contracts given as name and text; throws where a schema could not be judged.</summary>
    public static OpenApiContracts Parse(params IEnumerable<(string Service, string Text)> documents)
    {
        var contracts = new OpenApiContracts();
        foreach (var (service, text) in documents)
        {
            contracts.Add(service, text);
        }

        var unknown = contracts.strengthenings.Keys.Where(id => !contracts.operations.Exists(operation => operation.HasId(id))).ToList();
        return unknown.Count == 0
            ? contracts
            : throw new InvalidDataException($"x-strengthens names unknown operations: {string.Join(", ", unknown)}");
    }

    /// <summary>The operation named <c>OperationId</c>, or <c>service/OperationId</c> where the id alone is ambiguous.</summary>
    public ContractOperation Find(string operationId)
    {
        var separator = operationId.IndexOf('/', StringComparison.Ordinal);
        var found = operations
            .Where(operation => operation.HasId(operationId[(separator + 1)..]) && (separator < 0 || string.Equals(operation.Service, operationId[..separator], StringComparison.Ordinal)))
            .ToList();
        return found switch
        {
            [var single] => single,
            [] => throw new ArgumentException($"No contract has an operation {operationId}", nameof(operationId)),
            _ => throw new ArgumentException($"{operationId} is in {string.Join(", ", found.Select(each => each.Service))}: write service/{operationId}", nameof(operationId)),
        };
    }

    /// <summary>What else an answer of the operation has to satisfy, if anything.</summary>
    public ContractStrengthening? StrengtheningOf(ContractOperation operation) => strengthenings.GetValueOrDefault(operation.OperationId);

    private static OpenApiContracts LoadRepository() => Parse(
        Directory.EnumerateFiles(RepositoryFiles.PathOf("contracts"), "*" + Suffix)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file)[..^Suffix.Length], File.ReadAllText(file))));

    private void Add(string service, string text)
    {
        var root = JsonElement.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var schemas = new SchemaValidator(root);
        if (root.TryGetProperty("components", out var components) && components.TryGetProperty("schemas", out var named))
        {
            foreach (var schema in named.EnumerateObject())
            {
                Understand(service, schemas, schema.Value);
            }
        }

        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(member => Methods.Contains(member.Name, StringComparer.Ordinal)))
            {
                var operation = new ContractOperation(
                    service, method.Value.GetProperty("operationId").GetString()!, method.Name.ToUpperInvariant(), path.Name, method.Value, schemas);
                UnderstandResponses(service, schemas, operation.Responses);
                operations.Add(operation);
            }
        }

        if (root.TryGetProperty("x-strengthens", out var strengthened))
        {
            foreach (var each in strengthened.EnumerateObject())
            {
                var strengthening = new ContractStrengthening(each.Value, schemas);
                UnderstandResponses(service, schemas, strengthening.Responses);
                strengthenings.Add(each.Name, strengthening);
            }
        }
    }

    private static void UnderstandResponses(string service, SchemaValidator schemas, JsonElement responses)
    {
        foreach (var response in responses.EnumerateObject())
        {
            foreach (var part in new[] { "content", "headers" })
            {
                if (response.Value.TryGetProperty(part, out var members))
                {
                    foreach (var member in members.EnumerateObject())
                    {
                        if (member.Value.TryGetProperty("schema", out var schema))
                        {
                            Understand(service, schemas, schema);
                        }
                    }
                }
            }
        }
    }

    private static void Understand(string service, SchemaValidator schemas, JsonElement schema)
    {
        try
        {
            schemas.EnsureUnderstood(schema);
        }
        catch (NotSupportedException problem)
        {
            throw new InvalidDataException($"The contract {service}: {problem.Message}", problem);
        }
    }
}
