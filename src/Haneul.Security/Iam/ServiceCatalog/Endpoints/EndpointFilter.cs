namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>Values that an endpoint must have; null for those that do not matter.</summary>
internal sealed record EndpointFilter(string? ServiceId, string? RegionId, string? Interface)
{
    /// <summary>Whether the endpoint has all of them.</summary>
    public bool Takes(CatalogEndpoint endpoint) =>
        (ServiceId is null || ServiceId == endpoint.ServiceId) &&
        (RegionId is null || RegionId == endpoint.RegionId) &&
        (Interface is null || Interface == endpoint.Interface);
}
