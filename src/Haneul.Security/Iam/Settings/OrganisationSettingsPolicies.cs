using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Settings;

/// <summary>Who sees and changes the settings of an organisation (spec/roles.md section 3: manage organisation settings).</summary>
internal static class OrganisationSettingsPolicies
{
    public static readonly Policy Get = Policy.Read(
        "get_organisation_settings", "See what an organisation decides about passwords and signing in.", Persona.Admin | Persona.SystemReader | Persona.DomainReader);

    public static readonly Policy Update = Policy.Change(
        "update_organisation_settings", "Decide about passwords and signing in for an organisation.", Persona.Admin | Persona.DomainManager);
}
