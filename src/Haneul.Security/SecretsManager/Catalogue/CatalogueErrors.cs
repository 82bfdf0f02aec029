using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>The errors of finding and describing secrets.</summary>
public static class CatalogueErrors
{
    public static readonly ErrorCode UnknownTag = new(404, "SecretTagNotFound", "The secret has no tag of this key.");
    public static readonly ErrorCode TagLimit = new(409, "SecretTagLimitReached", "The secret has {0} tags, and may not have more.");
    public static readonly ErrorCode NotOwner = new(403, "SecretNotOwned", "Only the owner of a secret, while it may manage secrets, gives it to another owner.");
    public static readonly ErrorCode OwnerPresent = new(403, "SecretOwnerPresent", "The owner can still manage the secret; whoever administers the installation gives away only secrets whose owner cannot.");
    public static readonly ErrorCode MembersUnseen = new(403, "SecretReadersNotVisible", "Only who may see the members of the project (Project Admin, IAM Project Viewer) learns who can read a secret.");
    public static readonly ErrorCode RevisionPassed = new(412, "SecretRevisionPassed", "The secret is at revision {0}: it was changed after the one that If-Match names. Nothing was changed.");
}
