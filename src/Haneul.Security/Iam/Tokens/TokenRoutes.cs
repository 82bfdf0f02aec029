using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Discovery and tokens.</summary>
internal static class TokenRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity", ListVersions.Handle).For(ListVersions.Operation);
        api.MapGet("/identity/v3", GetVersion.Handle).For(GetVersion.Operation);
        api.MapPost("/identity/v3/auth/tokens", IssueToken.HandleAsync).For(IssueToken.Operation);
        api.MapGet("/identity/v3/auth/tokens", ValidateToken.HandleAsync).For(ValidateToken.Operation);
        api.MapMethods("/identity/v3/auth/tokens", [HttpMethods.Head], CheckToken.HandleAsync).For(CheckToken.Operation);
        api.MapDelete("/identity/v3/auth/tokens", RevokeToken.HandleAsync).For(RevokeToken.Operation);
    }
}
