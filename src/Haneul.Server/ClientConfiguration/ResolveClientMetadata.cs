using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.ClientConfiguration;

namespace Haneul.Server.ClientConfiguration;

/// <summary>Tells what is known of one service: its addresses, its contract, and which pages may call it.</summary>
internal static class ResolveClientMetadata
{
    public static readonly Operation Operation = new(
        ClientConfigurationModule.Id,
        "ResolveClientMetadata",
        ClientConfigurationModule.AnySignedIn,
        TrailRule.Organisation(EventNames.FromOperationId("ResolveClientMetadata"), "Client Metadata"),
        ClientConfigurationErrors.UnknownService);

    public static Outcome<ClientMetadataResponse> Handle(Call call, QueryFields query, AddressBook addresses)
    {
        var name = query.RequiredText("service");
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (addresses.Services.FirstOrDefault(service => service.Addresses.Any(address => address.Name == name)) is not { } service)
        {
            return ClientConfigurationErrors.UnknownService;
        }

        call.Trail.ResourceId = service.Id;
        call.Trail.ResourceName = service.DisplayName;
        return new ClientMetadataResponse(Success: true, new ClientMetadata(
            service.Id,
            ResolveClientEndpoint.EndpointsOf(call, service.Addresses),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["openapi"] = call.UrlOf(service.Addresses[0]) + "/openapi.json" },
            new Cors([]), // No page of another origin: the server sends no CORS header anywhere.
            ClientConfigurationModule.Author,
            ClientConfigurationModule.Author));
    }
}
