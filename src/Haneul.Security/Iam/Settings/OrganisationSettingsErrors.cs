using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Settings;

/// <summary>The errors of organisation settings.</summary>
internal static class OrganisationSettingsErrors
{
    public static readonly ErrorCode OrganisationNotFound = new(404, "OrganisationNotFound", "There is no organisation of that id.");
}
