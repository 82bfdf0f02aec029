using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation;

/// <summary>The same list as <see cref="ListAuthProjects"/>, under the address that Keystone had for it first and older clients still use.</summary>
internal static class ListFederationProjects
{
    public static readonly Operation Operation = new(
        "iam", "ListFederationProjects",
        TokenPolicies.GetAuthProjects.Permission,
        TrailRule.Organisation("List Federation Projects", "Project"));

    public static Task<Outcome<ProjectsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory) =>
        ListAuthProjects.AnswerAsync(call, query, database, directory, "OS-FEDERATION/projects");
}
