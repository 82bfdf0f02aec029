using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>The errors of stored policies.</summary>
internal static class ServicePolicyErrors
{
    public static readonly ErrorCode PolicyNotFound = new(404, "PolicyNotFound", "Could not find policy: {0}.");
    public static readonly ErrorCode NotAssociated = new(404, "PolicyNotAssociated", "The policy is not associated with {0}.");
    public static readonly ErrorCode NoPolicy = new(404, "EndpointWithoutPolicy", "No policy is in force for the endpoint {0}.");
}
