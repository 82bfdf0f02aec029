using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Trusts: what one user lets another do in their place.</summary>
internal static class TrustRoutes
{
    /// <summary>The collection in paths and links.</summary>
    public const string Collection = "OS-TRUST/trusts";

    public static void Add(IServiceCollection services) => services.AddSingleton<TrustScope>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/OS-TRUST/trusts", ListTrusts.HandleAsync).For(ListTrusts.Operation);
        api.MapPost("/identity/v3/OS-TRUST/trusts", CreateTrust.HandleAsync).For(CreateTrust.Operation);
        api.MapGet("/identity/v3/OS-TRUST/trusts/{trust_id}", GetTrust.HandleAsync).For(GetTrust.Operation);
        api.MapDelete("/identity/v3/OS-TRUST/trusts/{trust_id}", DeleteTrust.HandleAsync).For(DeleteTrust.Operation);
        api.MapGet("/identity/v3/OS-TRUST/trusts/{trust_id}/roles", ListTrustRoles.HandleAsync).For(ListTrustRoles.Operation);
        api.MapGet("/identity/v3/OS-TRUST/trusts/{trust_id}/roles/{role_id}", GetTrustRole.HandleAsync).For(GetTrustRole.Operation);
    }
}
