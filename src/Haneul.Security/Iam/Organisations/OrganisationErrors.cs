using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Errors of organisations.</summary>
internal static class OrganisationErrors
{
    public static readonly ErrorCode NotFound = new(404, "OrganisationNotFound", "Could not find domain: {0}.");
    public static readonly ErrorCode NameTaken = new(409, "OrganisationNameTaken", "There is already a domain of this name or id.");
    public static readonly ErrorCode StillEnabled = new(403, "OrganisationEnabled", "A domain that is enabled can't be deleted; disable it first.");
    public static readonly ErrorCode IsDefault = new(403, "DefaultOrganisation", "The domain 'default' can't be deleted.");
    public static readonly ErrorCode Immutable = new(403, "OrganisationImmutable", "The domain {0} is immutable; take the option 'immutable' off first.");
    public static readonly ErrorCode InUse = new(409, "OrganisationInUse", "The domain can't be deleted while its projects hold {0}.");
}
