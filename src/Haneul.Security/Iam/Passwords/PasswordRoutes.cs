using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Passwords;

/// <summary>Passwords of users.</summary>
internal static class PasswordRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton(PasswordCost.Default).AddSingleton<PasswordHashing>().AddSingleton<PasswordProof>().AddSingleton<PasswordChange>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/haneul/v1/account/password-confirmation", ConfirmPassword.HandleAsync).For(ConfirmPassword.Operation);
        api.MapPost("/identity/v3/users/{user_id}/password", ChangeOwnPassword.HandleAsync).For(ChangeOwnPassword.Operation);
    }
}
