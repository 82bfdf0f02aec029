namespace Haneul.Wire.ClientConfiguration;

/// <summary>What a client may want to know of one service, as <c>ResolveClientMetadata</c> answers. <c>message</c> of the contract has nothing to say and is left out.</summary>
public sealed record ClientMetadataResponse(bool Success, ClientMetadata Data);

/// <summary>What is known of one service. Every member is required by the official clients' decoder.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Upstreams">Every address of the service, by name.</param>
/// <param name="References">Documents about the service, by kind.</param>
/// <param name="Cors">Which pages may call it from a browser.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="UpdatedBy">Who changed it last.</param>
public sealed record ClientMetadata(
    string Id,
    IReadOnlyDictionary<string, string> Upstreams,
    IReadOnlyDictionary<string, string> References,
    Cors Cors,
    string CreatedBy,
    string UpdatedBy);

/// <summary>The origins whose pages may call a service from a browser.</summary>
public sealed record Cors(IReadOnlyList<string> AllowedOrigins);
