using System.Text.Json.Serialization.Metadata;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;

namespace Haneul.Kernel.Modules;

/// <summary>Everything about a service that the kernel must know: where it answers, how it speaks, which contracts bind it.</summary>
public sealed class ServiceDescriptor
{
    /// <param name="id">Its id, and the first segment of its routes: <c>secrets-manager</c>.</param>
    /// <param name="displayName">Its name as the vendor writes it, on the trail and in the catalogue: <c>Secrets Manager</c>.</param>
    /// <param name="dialect">How it answers errors.</param>
    /// <param name="contracts">File names of its contract documents, without folder.</param>
    public ServiceDescriptor(string id, string displayName, Dialect dialect, params string[] contracts)
    {
        Id = id;
        DisplayName = displayName;
        Dialect = dialect;
        Contracts = contracts;
    }

    /// <summary>Its id, and the first segment of its routes.</summary>
    public string Id { get; }

    /// <summary>Its name as the vendor writes it.</summary>
    public string DisplayName { get; }

    /// <summary>How it answers errors.</summary>
    public Dialect Dialect { get; }

    /// <summary>File names of its contract documents.</summary>
    public IReadOnlyList<string> Contracts { get; }

    /// <summary>Its addresses (decisions.md 3); the first is the one that the catalogue names.</summary>
    public IReadOnlyList<ServiceAddress> Addresses { get; private set; } = [];

    /// <summary>Paths that it answers at the root, without prefix; empty for most.</summary>
    public IReadOnlyList<string> RootPaths { get; init; } = [];

    /// <summary>Whether its host name has no region in it, as IAM's.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Its type in the token's catalogue.</summary>
    public string CatalogType { get; init; } = "";

    /// <summary>What follows its address in the catalogue, such as <c>/identity/v3</c>.</summary>
    public string CatalogPath { get; init; } = "";

    /// <summary>What its paths begin with and those of stock servers do not; access rules may leave it out.</summary>
    public string AccessRuleRoot { get; init; } = "";

    /// <summary>The service's embedded migrations: a folder <c>Migrations</c> beside the module type; null if it keeps nothing.</summary>
    public Type? Migrations { get; init; }

    /// <summary>The JSON metadata of its wire records.</summary>
    public IReadOnlyList<IJsonTypeInfoResolver> WireTypes { get; init; } = [];

    /// <summary>The lives of its resources (<see cref="TransitionTable{TState}"/>), for the generated documents.</summary>
    public IReadOnlyList<StateDiagram> StateDiagrams { get; init; } = [];

    /// <summary>Adds addresses; the name is prefix and host label at once.</summary>
    public ServiceDescriptor At(string name, bool published = false)
    {
        Addresses = [.. Addresses, new ServiceAddress(this, name, published)];
        return this;
    }
}

/// <summary>One name under which a service answers: as the path prefix <c>/name</c> and as the host <c>name.…</c>.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">Prefix and host label.</param>
/// <param name="IsPublished">Whether this is the address of the published data API, whose reads answer flat (decisions.md 7).</param>
public sealed record ServiceAddress(ServiceDescriptor Service, string Name, bool IsPublished);
