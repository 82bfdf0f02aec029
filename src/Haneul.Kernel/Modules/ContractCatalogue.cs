using System.Collections.Concurrent;
using System.Text.Json;

namespace Haneul.Kernel.Modules;

/// <summary>One operation of a contract document.</summary>
/// <param name="OperationId">Its operationId.</param>
/// <param name="Method">HTTP method in upper case.</param>
/// <param name="Path">Path template, <c>{…}</c> for parameters.</param>
public sealed record ContractOperation(string OperationId, string Method, string Path)
{
    /// <summary>The path, to compare with.</summary>
    public PathTemplate Template { get; } = new(Path);
}

/// <summary>
/// The contract documents that the server carries: what the published API has, whether it is built here or not.
/// Documents are read when they are first asked for.
/// </summary>
/// <param name="open">Opens a document by its file name.</param>
public sealed class ContractCatalogue(Func<string, Stream> open)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ContractOperation>> _documents = new(StringComparer.Ordinal);

    /// <summary>Every operation of a service's contracts.</summary>
    public IEnumerable<ContractOperation> OperationsOf(ServiceDescriptor service) =>
        service.Contracts.SelectMany(file => _documents.GetOrAdd(file, Read));

    /// <summary>The contract operation at a path below the service's address; null if the published API has none there.</summary>
    public ContractOperation? Find(ServiceDescriptor service, string method, ReadOnlySpan<char> path)
    {
        foreach (var operation in OperationsOf(service))
        {
            if (operation.Method == method && operation.Template.Matches(path))
            {
                return operation;
            }
        }

        return null;
    }

    /// <summary>Opens a document as it was written.</summary>
    public Stream Open(string file) => open(file);

    private IReadOnlyList<ContractOperation> Read(string file)
    {
        using var stream = open(file);
        using var document = JsonDocument.Parse(stream);
        var operations = new List<ContractOperation>();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                if (method.Value.ValueKind == JsonValueKind.Object && method.Value.TryGetProperty("operationId", out var operationId))
                {
                    operations.Add(new(operationId.GetString()!, method.Name.ToUpperInvariant(), path.Name));
                }
            }
        }

        return operations;
    }
}
