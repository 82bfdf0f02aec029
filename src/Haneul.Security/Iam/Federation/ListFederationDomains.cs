using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation;

/// <summary>The same list as <see cref="ListAuthDomains"/>, under the address that Keystone had for it first and older clients still use.</summary>
internal static class ListFederationDomains
{
    public static readonly Operation Operation = new(
        "iam", "ListFederationDomains",
        TokenPolicies.GetAuthDomains.Permission,
        TrailRule.Organisation("List Federation Domains", "Organization"));

    public static Task<Outcome<DomainsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory) =>
        ListAuthDomains.AnswerAsync(call, query, database, directory, "OS-FEDERATION/domains");
}
