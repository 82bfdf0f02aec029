using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Iam.Discovery;

/// <summary>Names the versions of the API: where stock clients begin when they are given the address without a version.</summary>
internal static class ListVersions
{
    public static readonly Operation Operation = new(
        "iam", "ListVersions",
        Permission.Anyone("clients read it before they have a token"),
        TrailRule.None("it is the same for everyone and tells nothing"));

    public static Outcome<VersionsResponse> Handle(Call call)
    {
        var version = GetVersion.Describe(call);
        call.Context.Response.Headers.Location = version.Links[0].Href;
        return Outcome.WithStatus(new VersionsResponse(new VersionValues([version])), StatusCodes.Status300MultipleChoices);
    }
}
