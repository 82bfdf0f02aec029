using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Federation;

/// <summary>The errors of federation resources.</summary>
internal static class FederationErrors
{
    public static readonly ErrorCode IdentityProviderNotFound = new(404, "IdentityProviderNotFound", "Could not find identity provider: {0}.");
    public static readonly ErrorCode IdentityProviderTaken = new(409, "IdentityProviderTaken", "There is already an identity provider of the id {0}.");
    public static readonly ErrorCode RemoteIdTaken = new(409, "RemoteIdTaken", "The remote id {0} belongs to another identity provider.");
    public static readonly ErrorCode ProtocolNotFound = new(404, "ProtocolNotFound", "Could not find protocol: {0}.");
    public static readonly ErrorCode ProtocolTaken = new(409, "ProtocolTaken", "The identity provider already has a protocol of the id {0}.");
    public static readonly ErrorCode MappingNotFound = new(404, "MappingNotFound", "Could not find mapping: {0}.");
    public static readonly ErrorCode MappingTaken = new(409, "MappingTaken", "There is already a mapping of the id {0}.");
    public static readonly ErrorCode ServiceProviderNotFound = new(404, "ServiceProviderNotFound", "Could not find service provider: {0}.");
    public static readonly ErrorCode ServiceProviderTaken = new(409, "ServiceProviderTaken", "There is already a service provider of the id {0}.");
}
