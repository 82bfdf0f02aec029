using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.ClientConfiguration;

namespace Haneul.Server.ClientConfiguration;

/// <summary>
/// Tells where the services are, each under every name that it has, as this caller reaches the server. An address that is left out makes the official
/// Terraform provider call an empty URL (contract SUMMARY.md section 9), so services that are not built are in it too.
/// </summary>
internal static class ResolveClientEndpoint
{
    public static readonly Operation Operation = new(
        ClientConfigurationModule.Id,
        "ResolveClientEndpoint",
        ClientConfigurationModule.AnySignedIn,
        TrailRule.Organisation(EventNames.FromOperationId("ResolveClientEndpoint"), "Client Endpoint"));

    public static Outcome<ClientEndpointResponse> Handle(Call call, QueryFields query, AddressBook addresses) =>
        query.Check() is { } wrongQuery
            ? wrongQuery
            : new ClientEndpointResponse(Success: true, new ClientEndpoint(
                ClientConfigurationModule.OnlyOne,
                EndpointsOf(call, addresses.Services.SelectMany(service => service.Addresses)),
                Priority: 0,
                ClientConfigurationModule.Author,
                ClientConfigurationModule.Author));

    /// <summary>The addresses by name. What clients append begins below the service's prefix: for IAM with <c>/identity</c>.</summary>
    public static Dictionary<string, string> EndpointsOf(Call call, IEnumerable<ServiceAddress> addresses) =>
        addresses.ToDictionary(address => address.Name, call.UrlOf, StringComparer.Ordinal);
}
