using System.Collections.Frozen;
using Haneul.Kernel.Access;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>An operation of the catalogue with its place in the contracts.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Service">Its service.</param>
/// <param name="Contract">Its method and path.</param>
internal sealed record KnownOperation(Operation Operation, ServiceDescriptor Service, ContractOperation Contract)
{
    /// <summary>Its path as access rules are compared with it.</summary>
    public string RulePath => Service.AccessRuleRoot is { Length: > 0 } root && Contract.Path.StartsWith(root + "/", StringComparison.Ordinal) ? Contract.Path[root.Length..] : Contract.Path;

    /// <summary>How many of its calls the access rules of a key let through. A call that is open whatever they say depends on what it is about.</summary>
    public RuleCover CoverBy(AccessRules? rules)
    {
        if (rules is null)
        {
            return RuleCover.All;
        }

        var type = Service.CatalogType.Length > 0 ? Service.CatalogType : Service.Id;
        var cover = rules.CoverOf(type, Contract.Method, RulePath, Service.AccessRuleRoot);
        return cover == RuleCover.None && Operation.IsOpenWhateverTheAccessRules is not null ? RuleCover.Some : cover;
    }
}

/// <summary>Every operation of the API. It does not change while the server runs, so it is put together once.</summary>
internal sealed class KnownOperations
{
    private readonly Lazy<FrozenDictionary<string, KnownOperation>> _operations;
    private readonly Lazy<OperationsResponse> _answer;

    public KnownOperations(OperationCatalogue catalogue, AddressBook addresses, ContractCatalogue contracts, IRoleTable roles)
    {
        // Later than the constructor, because the catalogue is filled by the start-up check.
        _operations = new(() => Find(catalogue, addresses, contracts).ToFrozenDictionary(static each => each.Operation.Name, StringComparer.Ordinal));
        _answer = new(() => new OperationsResponse([.. All.Select(each => ToBody(each, roles))]));
    }

    /// <summary>All of them, by name.</summary>
    public IEnumerable<KnownOperation> All => _operations.Value.Values.OrderBy(static each => each.Operation.Name, StringComparer.Ordinal);

    /// <summary>All of them on the wire.</summary>
    public OperationsResponse Answer => _answer.Value;

    /// <summary>The operation of a name; null if there is none.</summary>
    public KnownOperation? Find(string name) => _operations.Value.GetValueOrDefault(name);

    private static IEnumerable<KnownOperation> Find(OperationCatalogue catalogue, AddressBook addresses, ContractCatalogue contracts)
    {
        foreach (var service in addresses.Services)
        {
            var paths = contracts.OperationsOf(service).ToLookup(static each => each.OperationId, StringComparer.Ordinal);
            foreach (var operation in catalogue.Operations.Where(operation => operation.Service == service.Id))
            {
                yield return new KnownOperation(operation, service, paths[operation.OperationId].First());
            }
        }
    }

    private static OperationBody ToBody(KnownOperation known, IRoleTable roles)
    {
        var (operation, permission) = (known.Operation, known.Operation.Permission);
        var decidedBy = permission.Kind switch
        {
            PermissionKind.Granted => "role",
            PermissionKind.Policy => "policy",
            PermissionKind.SignedIn => "target",
            _ => "nothing",
        };
        return new OperationBody(
            operation.Name,
            operation.Service,
            known.Contract.Method,
            known.Contract.Path,
            permission.Name,
            decidedBy,
            permission.Rule,
            permission.Description,
            operation.Trail.EventName,
            permission.Kind == PermissionKind.Granted ? [.. roles.RolesHolding(permission)] : []);
    }
}
