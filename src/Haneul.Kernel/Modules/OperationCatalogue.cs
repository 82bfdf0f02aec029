using Haneul.Kernel.Operations;

namespace Haneul.Kernel.Modules;

/// <summary>The operations that passed the start-up check: for references, the OpenAPI document and tests.</summary>
public sealed class OperationCatalogue
{
    /// <summary>Every mapped operation, by name; empty until the server has checked itself.</summary>
    public IReadOnlyList<Operation> Operations { get; internal set; } = [];

    /// <summary>Whether an operation of a contract is built, in any of its shapes.</summary>
    public bool IsBuilt(ServiceDescriptor service, string operationId) => Operations.Any(operation =>
        operation.Service == service.Id && (operation.OperationId == operationId || operation.PublishedOperationId == operationId));
}
