using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Second factors of users. Keystone keeps their secrets as credentials that administrators hand out; turning one on oneself is ours.</summary>
internal static class SecondFactorRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton<SecondFactorSecrets>().AddSingleton<RecoveryCodes>().AddSingleton<Passcodes>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/users/{user_id}/second-factor", GetSecondFactor.HandleAsync).For(GetSecondFactor.Operation);
        api.MapPost("/haneul/v1/users/{user_id}/second-factor", BeginSecondFactor.HandleAsync).For(BeginSecondFactor.Operation);
        api.MapDelete("/haneul/v1/users/{user_id}/second-factor", DisableSecondFactor.HandleAsync).For(DisableSecondFactor.Operation);
        api.MapPost("/haneul/v1/users/{user_id}/second-factor/confirmation", ConfirmSecondFactor.HandleAsync).For(ConfirmSecondFactor.Operation);
        api.MapPost("/haneul/v1/users/{user_id}/second-factor/recovery-codes", RegenerateRecoveryCodes.HandleAsync).For(RegenerateRecoveryCodes.Operation);
    }
}
