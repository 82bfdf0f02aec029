using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>The errors of finding and describing secrets.</summary>
public static class CatalogueErrors
{
    public static readonly ErrorCode UnknownTag = new(404, "SecretTagNotFound", "The secret has no tag of this key.");
    public static readonly ErrorCode TagLimit = new(409, "SecretTagLimitReached", "The secret has {0} tags, and may not have more.");
    public static readonly ErrorCode RevisionPassed = new(412, "SecretRevisionPassed", "The secret is at revision {0}: it was changed after the one that If-Match names. Nothing was changed.");
}
