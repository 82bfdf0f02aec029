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
    public string BaseUrlOf(HttpRequest request, Destination? destination)
    {
        var origin = OriginOf(request);
        return destination is { Form: AddressForm.Prefix, Address: var address } ? $"{origin}/{address.Name}" : origin;
    }

    /// <summary>The address of another service, reached in the same way as this request.</summary>
    public string UrlOf(ServiceDescriptor service, HttpRequest request, Destination? destination)
    {
        var name = service.Addresses[0].Name;
        if (_publicUrl is null && destination is { Form: AddressForm.Host, Address: var used })
        {
            var rest = request.Host.Host[(used.Name.Length + 1)..];
            if (rest.StartsWith(region + ".", StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[(region.Length + 1)..];
            }

            var isPlain = service.IsGlobal || rest.Equals("localhost", StringComparison.OrdinalIgnoreCase);
            var host = isPlain ? $"{name}.{rest}" : $"{name}.{region}.{rest}";
            var port = request.Host.Port is { } number ? $":{number}" : "";
            return $"{request.Scheme}://{host}{port}{service.CatalogPath}";
        }

        if (destination is { } here && here.Address.Service == service)
        {
            return BaseUrlOf(request, destination) + service.CatalogPath;
        }

        var origin = OriginOf(request);
        return service.RootPaths.Any(path => service.CatalogPath.StartsWith(path, StringComparison.Ordinal))
            ? $"{origin}{service.CatalogPath}"
            : $"{origin}/{name}{service.CatalogPath}";
    }

    private string OriginOf(HttpRequest request) => _publicUrl ?? $"{request.Scheme}://{request.Host.Value}";
}
