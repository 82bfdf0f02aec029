using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Discovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Discovery and tokens.</summary>
internal static class TokenRoutes
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TokenText>().AddSingleton<TokenStore>().AddSingleton<Catalog>().AddSingleton<TokenRendering>();
        services.AddSingleton<TokenCache>().AddSingleton<IAuthenticator>(provider => provider.GetRequiredService<TokenCache>());
        services.AddSingleton<UnknownSignIns>().AddSingleton<KeptAccessKeys>().AddSingleton<TokenScopes>().AddSingleton<TokenIssuance>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<ISignInMethod, AccessKeySignIn>().AddSingleton<ISignInMethod, PasswordSignIn>().AddSingleton<ISignInMethod, TokenSignIn>();
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity", ListVersions.Handle).For(ListVersions.Operation);
        api.MapGet("/identity/v3", GetVersion.Handle).For(GetVersion.Operation);
        api.MapPost("/identity/v3/auth/tokens", IssueToken.HandleAsync).For(IssueToken.Operation);
        api.MapGet("/identity/v3/auth/tokens", ValidateToken.HandleAsync).For(ValidateToken.Operation);
        api.MapMethods("/identity/v3/auth/tokens", [HttpMethods.Head], CheckToken.HandleAsync).For(CheckToken.Operation);
        api.MapDelete("/identity/v3/auth/tokens", RevokeToken.HandleAsync).For(RevokeToken.Operation);
        api.MapGet("/identity/v3/auth/projects", ListAuthProjects.HandleAsync).For(ListAuthProjects.Operation);
        api.MapGet("/identity/v3/auth/domains", ListAuthDomains.HandleAsync).For(ListAuthDomains.Operation);
        api.MapGet("/identity/v3/auth/system", GetAuthSystem.HandleAsync).For(GetAuthSystem.Operation);
        api.MapGet("/identity/v3/auth/catalog", GetAuthCatalog.HandleAsync).For(GetAuthCatalog.Operation);
    }
}
