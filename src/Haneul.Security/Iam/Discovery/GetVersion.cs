using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Discovery;

/// <summary>Describes version 3 of the API.</summary>
internal static class GetVersion
{
    public static readonly Operation Operation = new(
        "iam", "GetVersion",
        Permission.Anyone("clients read it before they have a token"),
        TrailRule.None("it is the same for everyone and tells nothing"));

    public static Outcome<VersionResponse> Handle(Call call) => new VersionResponse(Describe(call));

    /// <summary>The one version, with the address by which this caller reaches it: clients do follow this link.</summary>
    public static VersionDescription Describe(Call call) => new(
        "v3.14",
        "stable",
        "2020-04-07T00:00:00Z",
        [new VersionLink("self", $"{call.BaseUrl}{IamLinks.Root}/")],
        [new VersionMediaType("application/json", "application/vnd.openstack.identity-v3+json")]);
}
