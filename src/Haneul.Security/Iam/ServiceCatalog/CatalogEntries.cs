using Haneul.Security.Iam.Federation.ServiceProviders;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Security.Iam.ServiceCatalog.Regions;
using Haneul.Security.Iam.ServiceCatalog.Services;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>All regions, services and endpoints, those of the server first; few rows, which every token with a catalogue needs.</summary>
/// <param name="Epoch">The revocation epoch that they were read in.</param>
/// <param name="Regions">The regions.</param>
/// <param name="Services">The services, also disabled ones.</param>
/// <param name="Endpoints">The endpoints, also disabled ones.</param>
/// <param name="HasProjectFilters">Whether the catalogue of any project is limited to some endpoints.</param>
internal sealed record CatalogEntries(
    long Epoch, IReadOnlyList<CatalogRegion> Regions, IReadOnlyList<CatalogService> Services, IReadOnlyList<CatalogEndpoint> Endpoints, bool HasProjectFilters)
{
    private readonly Dictionary<string, CatalogRegion> _regions = Regions.ToDictionary(static region => region.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogService> _services = Services.ToDictionary(static service => service.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogEndpoint> _endpoints = Endpoints.ToDictionary(static endpoint => endpoint.Id, StringComparer.Ordinal);

    /// <summary>The enabled service providers: few too, and every token names them.</summary>
    public IReadOnlyList<ServiceProvider> ServiceProviders { get; init; } = [];

    /// <summary>The region of that id; null if there is none.</summary>
    public CatalogRegion? FindRegion(string id) => _regions.GetValueOrDefault(id);

    /// <summary>The service of that id; null if there is none.</summary>
    public CatalogService? FindService(string id) => _services.GetValueOrDefault(id);

    /// <summary>The endpoint of that id; null if there is none.</summary>
    public CatalogEndpoint? FindEndpoint(string id) => _endpoints.GetValueOrDefault(id);

    /// <summary>The region of that id and those above it, from the lowest up; ids that are no region are in it too, as the end.</summary>
    public IEnumerable<string> RegionAndAbove(string? id)
    {
        for (var next = id; next is not null; next = FindRegion(next)?.ParentId)
        {
            yield return next;
        }
    }

    /// <summary>The region of that id and all below it, the highest first.</summary>
    public IReadOnlyList<string> RegionAndBelow(string id)
    {
        List<string> found = [id];
        for (var index = 0; index < found.Count; index++)
        {
            found.AddRange(Regions.Where(region => string.Equals(region.ParentId, found[index], StringComparison.Ordinal)).Select(static region => region.Id));
        }

        return found;
    }
}
