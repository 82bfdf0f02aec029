using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Errors of the configuration of organisations.</summary>
internal static class DomainConfigErrors
{
    public static readonly ErrorCode NotSupported = new(403, "DomainConfigNotSupported", "Not supported in the configuration of a domain: {0}.");
    public static readonly ErrorCode NotMatching = new(403, "DomainConfigNotMatching", "The configuration must hold {0} and nothing else.");
    public static readonly ErrorCode Empty = new(403, "DomainConfigEmpty", "The configuration must hold at least one option in every group that it names.");
    public static readonly ErrorCode NotFound = new(404, "DomainConfigNotFound", "The domain has no configuration of {0}.");
    public static readonly ErrorCode OtherDomain = new(403, "DomainConfigOtherDomain", "Password rules can be read for one's own domain and for 'default' alone.");
}
