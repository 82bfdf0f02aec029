using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Kernel.Modules;

/// <summary>
/// Walks every mapped endpoint at start and refuses to run on any gap: an endpoint that is no operation, two operations of one name, an operation
/// that no role may call, one without a rule for the trail, or one that no contract document has at this method and path. Fail closed: what is not declared is not served.
/// </summary>
public sealed class CatalogueCheck(EndpointDataSource endpoints, AddressBook addresses, ContractCatalogue contracts, IRoleTable roles)
{
    /// <summary>Every operation that is mapped, by name.</summary>
    /// <exception cref="CatalogueGapException">The catalogue has gaps; all of them are named.</exception>
    public IReadOnlyList<Operation> Verify()
    {
        var gaps = new List<string>();
        var operations = new Dictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<Operation>() is not { } operation)
            {
                if (endpoint.Metadata.GetMetadata<OutsideCatalogue>() is null)
                {
                    gaps.Add($"{endpoint.RoutePattern.RawText} is no declared operation");
                }

                continue;
            }

            if (!operations.TryAdd(operation.Name, operation))
            {
                gaps.Add($"{operation.Name} is mapped twice");
            }

            gaps.AddRange(GapsOf(operation, endpoint));
        }

        if (operations.Count == 0)
        {
            // A check that sees nothing would let everything through.
            gaps.Add("no operation is mapped");
        }

        return gaps.Count == 0
            ? [.. operations.Values.OrderBy(operation => operation.Name, StringComparer.Ordinal)]
            : throw new CatalogueGapException(gaps);
    }

    private IEnumerable<string> GapsOf(Operation operation, RouteEndpoint endpoint)
    {
        var service = addresses.Services.FirstOrDefault(service => service.Id == operation.Service);
        if (service is null)
        {
            yield return $"{operation.Name} belongs to no known service";
            yield break;
        }

        if (operation.Permission.Kind == PermissionKind.Granted && roles.RolesHolding(operation.Permission).Count == 0)
        {
            yield return $"{operation.Name} needs the permission {operation.Permission}, which no role holds";
        }

        if (operation.Permission.Kind != PermissionKind.Granted && string.IsNullOrWhiteSpace(operation.Permission.Rule))
        {
            yield return $"{operation.Name} does not say who may call it";
        }

        if (operation.Trail.EventName is null && string.IsNullOrWhiteSpace(operation.Trail.Reason))
        {
            yield return $"{operation.Name} neither names its trail event nor says why it has none";
        }

        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: 1 } methods ? methods[0] : "?";
        foreach (var operationId in new[] { operation.OperationId, operation.PublishedOperationId }.OfType<string>())
        {
            var contract = contracts.OperationsOf(service).FirstOrDefault(candidate => candidate.OperationId == operationId);
            if (contract is null)
            {
                yield return $"{operation.Name}: no contract document of {service.Id} has {operationId}";
            }
            else if (contract.Method != method)
            {
                yield return $"{operation.Name} is mapped as {method}, the contract says {contract.Method}";
            }
            else if (!new PathTemplate($"/{service.Id}{contract.Path}").IsSameAs(new PathTemplate(endpoint.RoutePattern.RawText ?? "")))
            {
                yield return $"{operation.Name} is mapped at {endpoint.RoutePattern.RawText}, the contract says {contract.Path}";
            }
        }
    }
}

/// <summary>Marks an endpoint that belongs to no service: health, metrics, the landing page, the OpenAPI document.</summary>
public sealed record OutsideCatalogue;

/// <summary>The operation catalogue has gaps, so the server does not start.</summary>
public sealed class CatalogueGapException(IReadOnlyList<string> gaps)
    : Exception("The operation catalogue has gaps:" + string.Concat(gaps.Select(gap => Environment.NewLine + "  " + gap)))
{
    /// <summary>What is missing, a line each.</summary>
    public IReadOnlyList<string> Gaps { get; } = gaps;
}
