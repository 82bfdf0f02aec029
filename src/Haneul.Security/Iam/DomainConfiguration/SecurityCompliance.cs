using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>
/// The rules for passwords in Keystone's form: a regular expression and what it means in words. There is none, as in Keystone without configuration.
/// </summary>
internal static class SecurityCompliance
{
    private const string Group = "security_compliance";

    private static readonly string[] Readable = ["password_regex", "password_regex_description"];

    public static Outcome<DomainConfigResponse> Answer(Call call, string organisationId, string? option)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.GetSecurityCompliance.Refuse(call) is { } refused)
        {
            return refused;
        }

        // As in Keystone, whether there is another organisation of that id is told to nobody.
        if (organisationId != Organisation.DefaultId)
        {
            return DomainConfigErrors.OtherDomain;
        }

        if (option is not null && !Readable.Contains(option, StringComparer.Ordinal))
        {
            return DomainConfigErrors.NotSupported.With($"reading the option {ShownText.Cut(option)} in the group {Group}");
        }

        var none = JsonElement.Parse("null");
        return new DomainConfigResponse(option is not null
            ? new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [option] = none }
            : OptionRow.ToConfig(Readable.Select(name => (Group, name, none))));
    }
}
