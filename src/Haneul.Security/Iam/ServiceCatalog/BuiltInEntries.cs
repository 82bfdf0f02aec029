using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Security.Iam.ServiceCatalog.Regions;
using Haneul.Security.Iam.ServiceCatalog.Services;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>
/// What the server itself is in the catalogue: its region, its services and their endpoints, at the address by which each caller reaches it. They are made from the
/// program and kept nowhere, so that they are right after every update and nobody can change or delete them.
/// </summary>
internal sealed class BuiltInEntries
{
    public BuiltInEntries(AddressBook addresses, HaneulOptions options)
    {
        var services = addresses.Services.Where(static service => service.CatalogType.Length > 0).ToList();
        Region = new(options.Region, "", ParentId: null, Extra: null, IsBuiltIn: true);
        Services = [.. services.Select(static service => new CatalogService(
            IdOf($"service:{service.Id}"), service.CatalogType, service.Id, service.DisplayName, IsEnabled: true, Extra: null, IsBuiltIn: true))];
        Endpoints = [.. services.SelectMany(service => CatalogEndpoint.Interfaces.Select(name => new CatalogEndpoint(
            IdOf($"endpoint:{service.Id}:{name}"), IdOf($"service:{service.Id}"), name, options.Region, Url: "", IsEnabled: true, Extra: null, BuiltIn: service)))];
    }

    /// <summary>The region of the installation.</summary>
    public CatalogRegion Region { get; }

    /// <summary>The services that have a type in the catalogue.</summary>
    public IReadOnlyList<CatalogService> Services { get; }

    /// <summary>Their endpoints: for each interface the same.</summary>
    public IReadOnlyList<CatalogEndpoint> Endpoints { get; }

    /// <summary>Ids that stay the same across restarts and installations without being kept: the first half of a hash of the name.</summary>
    private static string IdOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
