using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Who may see, make and delete access keys and access rules. Which delegated tokens may is <see cref="AccessKeyRules"/>.</summary>
internal static class AccessKeyPolicies
{
    // Wider than stock Keystone by the readers of an organisation: KakaoCloud shows them its inventory of access keys (spec/roles.md section 3).
    private const Persona SeesKeys = Persona.Admin | Persona.SystemReader | Persona.DomainReader | Persona.Owner;

    public static readonly Policy ListKeys = Policy.Read(
        "list_application_credentials", "List a user's access keys, without secrets.", SeesKeys);

    public static readonly Policy GetKey = Policy.Read(
        "get_application_credential", "See an access key, without its secret.", SeesKeys);

    public static readonly Policy CreateKey = Policy.DelegableChange(
        "create_application_credential", "Make an access key for oneself in the project of the token; with a token of an access key only if that is unrestricted, and within its bounds.",
        Persona.Owner);

    public static readonly Policy DeleteKey = Policy.DelegableChange(
        "delete_application_credential", "Delete an access key; with a token of an access key only if that is unrestricted.", Persona.Admin | Persona.Owner);

    public static readonly Policy ListRules = Policy.Read(
        "list_access_rules", "List the access rules that a user's access keys have or had.", Persona.SystemReader | Persona.Owner);

    public static readonly Policy GetRule = Policy.Read(
        "get_access_rule", "See an access rule.", Persona.SystemReader | Persona.Owner);

    public static readonly Policy DeleteRule = Policy.DelegableChange(
        "delete_access_rule", "Delete an access rule that no access key has; with a token of an access key only if that is unrestricted.", Persona.SystemAdmin | Persona.Owner);
}
