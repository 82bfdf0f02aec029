using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Modules;

/// <summary>
/// The addresses by which callers reach the server, for links and catalogues: as this caller came (Host, or what a trusted proxy forwarded),
/// or under the public address that the operator set.
/// </summary>
public sealed class PublicUrls(string? publicUrl, string region)
{
    private readonly string? _publicUrl = publicUrl?.TrimEnd('/');

    /// <summary>Scheme, host and prefix by which the request reached its service, without a slash at the end.</summary>
    public string BaseUrlOf(HttpRequest request, Destination? destination) => destination switch
    {
        { Form: AddressForm.Prefix, Address: var address } => $"{OriginOf(request)}/{address.Name}",

        // The host name that told the service is not in the public address.
        { Form: AddressForm.Host, Address: var address } when _publicUrl is not null => $"{_publicUrl}/{address.Name}",
        _ => OriginOf(request),
    };

    /// <summary>The address of a service in the catalogue, reached in the same way as this request.</summary>
    public string UrlOf(ServiceDescriptor service, HttpRequest request, Destination? destination)
    {
        if (destination is { } here && here.Address.Service == service)
        {
            return BaseUrlOf(request, destination) + service.CatalogPath;
        }

        var isAtRoot = HostOf(destination) is null && service.RootPaths.Any(path => service.CatalogPath.StartsWith(path, StringComparison.Ordinal));
        return (isAtRoot ? OriginOf(request) : UrlOf(service.Addresses[0], request, destination)) + service.CatalogPath;
    }

    /// <summary>Where a service answers under one of its names, without a slash at the end, reached in the same way as this request.</summary>
    public string UrlOf(ServiceAddress address, HttpRequest request, Destination? destination)
    {
        if (HostOf(destination) is not { } used)
        {
            return $"{OriginOf(request)}/{address.Name}";
        }

        var rest = request.Host.Host[(used.Name.Length + 1)..];
        if (rest.StartsWith(region + ".", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[(region.Length + 1)..];
        }

        var isPlain = address.Service.IsGlobal || rest.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        var host = isPlain ? $"{address.Name}.{rest}" : $"{address.Name}.{region}.{rest}";
        var port = request.Host.Port is { } number ? $":{number}" : "";
        return $"{request.Scheme}://{host}{port}";
    }

    /// <summary>The address whose host name other services' host names are made of; null where services are told apart by prefix.</summary>
    private ServiceAddress? HostOf(Destination? destination) =>
        _publicUrl is null && destination is { Form: AddressForm.Host, Address: var address } ? address : null;

    private string OriginOf(HttpRequest request) => _publicUrl ?? $"{request.Scheme}://{request.Host.Value}";
}
