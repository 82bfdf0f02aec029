namespace Haneul.Wire.ClientConfiguration;

/// <summary>Where the services are, as <c>ResolveClientEndpoint</c> answers. <c>message</c> of the contract has nothing to say and is left out.</summary>
public sealed record ClientEndpointResponse(bool Success, ClientEndpoint Data);

/// <summary>The addresses of the services. Every member is required by the official clients' decoder.</summary>
/// <param name="Id">Which set of addresses it is.</param>
/// <param name="ServiceEndpoints">Address by name of the service; clients append their paths to it.</param>
/// <param name="Priority">Its rank among sets.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="UpdatedBy">Who changed it last.</param>
public sealed record ClientEndpoint(string Id, IReadOnlyDictionary<string, string> ServiceEndpoints, int Priority, string CreatedBy, string UpdatedBy);
