using System.Buffers;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.ServiceCatalog.Regions;

namespace Haneul.Security.Iam.ServiceCatalog.Endpoints;

/// <summary>The fields of an endpoint that a request gives; null for those that it leaves out.</summary>
/// <param name="ServiceId">The service.</param>
/// <param name="Interface">Whom it is for.</param>
/// <param name="Url">The address.</param>
/// <param name="RegionId">The region, which must be there.</param>
/// <param name="GivesRegion">Whether the body names a region, be it none.</param>
/// <param name="LegacyRegion">The region in the spelling of version 2 of the API, which adds it if it is not there.</param>
/// <param name="IsEnabled">Whether it is in catalogues.</param>
/// <param name="Extra">Attributes of the caller's own.</param>
internal sealed record EndpointFields(
    string? ServiceId, string? Interface, string? Url, string? RegionId, bool GivesRegion, string? LegacyRegion, bool? IsEnabled, string? Extra)
{
    // Keystone's own bounds of addresses in requests.
    private const int LongestUrl = 225;

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path; null for a new endpoint.</param>
    public static EndpointFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("endpoint") is not { } endpoint)
        {
            return new(null, null, null, null, GivesRegion: false, null, null, null);
        }

        if (id is not null)
        {
            MatchingId.Check(endpoint, id);
        }

        var isNew = id is null;
        var serviceId = isNew ? endpoint.RequiredString("service_id") : endpoint.OptionalString("service_id", 1);
        var audience = isNew ? endpoint.RequiredString("interface") : endpoint.OptionalString("interface", 1);
        if (audience is { Length: > 0 } && !CatalogEndpoint.Interfaces.Contains(audience, StringComparer.Ordinal))
        {
            endpoint.AddProblem("interface", $"must be one of {string.Join(", ", CatalogEndpoint.Interfaces)}");
        }

        var url = isNew ? endpoint.RequiredString("url", 1, LongestUrl) : endpoint.OptionalString("url", 1, LongestUrl);
        if (url is { Length: > 0 })
        {
            CheckUrl(endpoint, url);
        }

        var regionId = endpoint.OptionalString("region_id", 1);
        var legacyRegion = endpoint.OptionalString("region", 1);
        if (regionId is null && legacyRegion is { Length: > 0 } && !RegionFields.IsId(legacyRegion))
        {
            endpoint.AddProblem("region", "must not be blank or have control characters");
        }

        return new(
            serviceId, audience, url, regionId, endpoint.Has("region_id"), regionId is null ? legacyRegion : null, endpoint.OptionalBoolean("enabled"), ExtraAttributes.Read(endpoint));
    }

    /// <summary>The region that the endpoint is to be in. A legacy region that is not there yet is added.</summary>
    public async ValueTask<string?> RegionAsync(ITransaction transaction, CatalogEntries entries, string? old, DateTimeOffset now)
    {
        if (LegacyRegion is null)
        {
            return GivesRegion ? RegionId : old;
        }

        if (entries.FindRegion(LegacyRegion) is null)
        {
            await CatalogRegion.InsertAsync(transaction, new CatalogRegion(LegacyRegion, "", ParentId: null, Extra: null), UnixTime.ToMicroseconds(now));
        }

        return LegacyRegion;
    }

    private static void CheckUrl(JsonFields endpoint, string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && colon < url.Length - 1 && url.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
        if (!hasScheme || url.Any(static character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            endpoint.AddProblem("url", "must be an address that begins with its scheme, such as https:, without blanks");
        }

        if (!UrlTemplate.TryParse(url, out _, out var problem))
        {
            endpoint.AddProblem("url", problem);
        }
    }
}
