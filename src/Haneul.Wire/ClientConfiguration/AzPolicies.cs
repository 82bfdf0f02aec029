namespace Haneul.Wire.ClientConfiguration;

/// <summary>Which availability zones there are, as <c>ResolveAzPolicy</c> answers. <c>message</c> of the contract has nothing to say and is left out.</summary>
public sealed record AzPolicyResponse(bool Success, AzPolicy Data);

/// <summary>The availability zones of services. Every member is required by the official clients' decoder.</summary>
/// <param name="Id">Which policy it is.</param>
/// <param name="Services">Zones by the name that the policy has for the service, which is not the one of its endpoint.</param>
/// <param name="Priority">Its rank among policies.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="UpdatedBy">Who changed it last.</param>
public sealed record AzPolicy(string Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Services, int Priority, string CreatedBy, string UpdatedBy);
