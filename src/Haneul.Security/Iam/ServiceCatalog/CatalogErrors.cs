using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>The errors of regions, services, endpoints and endpoint groups.</summary>
internal static class CatalogErrors
{
    public static readonly ErrorCode RegionNotFound = new(404, "RegionNotFound", "Could not find region: {0}.");
    public static readonly ErrorCode ServiceNotFound = new(404, "ServiceNotFound", "Could not find service: {0}.");
    public static readonly ErrorCode EndpointNotFound = new(404, "EndpointNotFound", "Could not find endpoint: {0}.");
    public static readonly ErrorCode EndpointGroupNotFound = new(404, "EndpointGroupNotFound", "Could not find endpoint group: {0}.");
    public static readonly ErrorCode NotOfProject = new(404, "EndpointNotOfProject", "The project is not associated with {0}.");
    public static readonly ErrorCode RegionTaken = new(409, "RegionTaken", "There is already a region of the id {0}.");
    public static readonly ErrorCode AlreadyOfProject = new(409, "EndpointAlreadyOfProject", "The project is already associated with {0}.");
    public static readonly ErrorCode RegionInUse = new(403, "RegionInUse", "The region {0} can't be deleted: it, or a region below it, has endpoints.");
    public static readonly ErrorCode BuiltInEntry = new(403, "BuiltInEntry", "{0} belongs to the server itself and can be neither changed nor deleted.");
}
