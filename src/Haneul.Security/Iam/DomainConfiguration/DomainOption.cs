using System.Text.Json;
using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>An option that the configuration of an organisation may have, as Keystone lists them. Nothing else is stored, so no other setting can be smuggled in.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Name">Its name in the group.</param>
/// <param name="Default">What holds without it, as JSON.</param>
/// <param name="IsSecret">Whether it is never shown again.</param>
internal sealed record DomainOption(string Group, string Name, string Default, bool IsSecret = false)
{
    private const string Identity = "identity";
    private const string Ldap = "ldap";

    private static readonly DomainOption[] Known =
    [
        new(Identity, "driver", "\"sql\""), new(Identity, "list_limit", "null"),

        new(Ldap, "url", "\"ldap://localhost\""), new(Ldap, "user", "null"), new(Ldap, "password", "null", IsSecret: true),
        new(Ldap, "suffix", "\"cn=example,cn=com\""), new(Ldap, "query_scope", "\"one\""), new(Ldap, "page_size", "0"), new(Ldap, "alias_dereferencing", "\"default\""),
        new(Ldap, "debug_level", "null"), new(Ldap, "chase_referrals", "null"),

        new(Ldap, "user_tree_dn", "null"), new(Ldap, "user_filter", "null"), new(Ldap, "user_objectclass", "\"inetOrgPerson\""),
        new(Ldap, "user_id_attribute", "\"cn\""), new(Ldap, "user_name_attribute", "\"sn\""), new(Ldap, "user_mail_attribute", "\"mail\""),
        new(Ldap, "user_description_attribute", "\"description\""), new(Ldap, "user_pass_attribute", "\"userPassword\""),
        new(Ldap, "user_enabled_attribute", "\"enabled\""), new(Ldap, "user_enabled_invert", "false"), new(Ldap, "user_enabled_mask", "0"),
        new(Ldap, "user_enabled_default", "\"True\""), new(Ldap, "user_attribute_ignore", "[\"default_project_id\"]"),
        new(Ldap, "user_default_project_id_attribute", "null"), new(Ldap, "user_enabled_emulation", "false"), new(Ldap, "user_enabled_emulation_dn", "null"),
        new(Ldap, "user_enabled_emulation_use_group_config", "false"), new(Ldap, "user_additional_attribute_mapping", "[]"),

        new(Ldap, "group_tree_dn", "null"), new(Ldap, "group_filter", "null"), new(Ldap, "group_objectclass", "\"groupOfNames\""),
        new(Ldap, "group_id_attribute", "\"cn\""), new(Ldap, "group_name_attribute", "\"ou\""), new(Ldap, "group_members_are_ids", "false"),
        new(Ldap, "group_member_attribute", "\"member\""), new(Ldap, "group_desc_attribute", "\"description\""), new(Ldap, "group_attribute_ignore", "[]"),
        new(Ldap, "group_additional_attribute_mapping", "[]"), new(Ldap, "group_ad_nesting", "false"),

        new(Ldap, "tls_cacertfile", "null"), new(Ldap, "tls_cacertdir", "null"), new(Ldap, "use_tls", "false"), new(Ldap, "tls_req_cert", "\"demand\""),
        new(Ldap, "connection_timeout", "-1"), new(Ldap, "use_pool", "true"), new(Ldap, "pool_size", "10"), new(Ldap, "pool_retry_max", "3"),
        new(Ldap, "pool_retry_delay", "0.1"), new(Ldap, "pool_connection_timeout", "-1"), new(Ldap, "pool_connection_lifetime", "600"),
        new(Ldap, "use_auth_pool", "true"), new(Ldap, "auth_pool_size", "100"), new(Ldap, "auth_pool_connection_lifetime", "60"),
    ];

    /// <summary>Those that can be read, in the order of the table.</summary>
    public static IEnumerable<DomainOption> Readable => Known.Where(static option => !option.IsSecret);

    /// <summary>What holds without it.</summary>
    public JsonElement DefaultValue => JsonElement.Parse(Default);

    /// <summary>The option of that name; null if there is none.</summary>
    public static DomainOption? Find(string group, string name) =>
        Array.Find(Known, option => string.Equals(option.Group, group, StringComparison.Ordinal) && string.Equals(option.Name, name, StringComparison.Ordinal));

    /// <summary>403 for a group or an option that is not known; null otherwise.</summary>
    public static Error? RefuseUnknown(string? group, string? name)
    {
        if (group is null)
        {
            return null;
        }

        if (!Array.Exists(Known, option => string.Equals(option.Group, group, StringComparison.Ordinal)))
        {
            return DomainConfigErrors.NotSupported.With($"the group {ShownText.Cut(group)}");
        }

        return name is not null && Find(group, name) is null
            ? DomainConfigErrors.NotSupported.With($"the option {ShownText.Cut(name)} in the group {group}")
            : null;
    }
}
