using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Access;

/// <summary>Who may do what, and why; who is who. Ours: KakaoCloud and Keystone show roles, and leave what follows from them to the reader.</summary>
internal static class AccessRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton<KnownOperations>().AddSingleton<AccessExplanation>().AddSingleton<CallerPermissions>().AddSingleton<Accounts>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/haneul/v1/access-decisions", ExplainAccess.HandleAsync).For(ExplainAccess.Operation);
        api.MapGet("/haneul/v1/account", GetAccount.HandleAsync).For(GetAccount.Operation);
        api.MapGet("/haneul/v1/operations", ListOperations.Handle).For(ListOperations.Operation);
        api.MapGet("/haneul/v1/organisations/{organisation_id}/access-keys", ListOrganisationAccessKeys.HandleAsync).For(ListOrganisationAccessKeys.Operation);
        api.MapGet("/haneul/v1/permissions", GetMyPermissions.Handle).For(GetMyPermissions.Operation);
    }
}
