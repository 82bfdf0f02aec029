using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Limits;

/// <summary>Limits of projects and organisations, for services that read and enforce them.</summary>
internal static class LimitRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/limits/model", GetLimitModel.Handle).For(GetLimitModel.Operation);
        api.MapGet("/identity/v3/limits", ListLimits.HandleAsync).For(ListLimits.Operation);
        api.MapPost("/identity/v3/limits", CreateLimits.HandleAsync).For(CreateLimits.Operation);
        api.MapGet("/identity/v3/limits/{limit_id}", GetLimit.HandleAsync).For(GetLimit.Operation);
        api.MapPatch("/identity/v3/limits/{limit_id}", UpdateLimit.HandleAsync).For(UpdateLimit.Operation);
        api.MapDelete("/identity/v3/limits/{limit_id}", DeleteLimit.HandleAsync).For(DeleteLimit.Operation);
        api.MapGet("/identity/v3/registered_limits", ListRegisteredLimits.HandleAsync).For(ListRegisteredLimits.Operation);
        api.MapPost("/identity/v3/registered_limits", CreateRegisteredLimits.HandleAsync).For(CreateRegisteredLimits.Operation);
        api.MapGet("/identity/v3/registered_limits/{registered_limit_id}", GetRegisteredLimit.HandleAsync).For(GetRegisteredLimit.Operation);
        api.MapPatch("/identity/v3/registered_limits/{registered_limit_id}", UpdateRegisteredLimit.HandleAsync).For(UpdateRegisteredLimit.Operation);
        api.MapDelete("/identity/v3/registered_limits/{registered_limit_id}", DeleteRegisteredLimit.HandleAsync).For(DeleteRegisteredLimit.Operation);
    }
}
