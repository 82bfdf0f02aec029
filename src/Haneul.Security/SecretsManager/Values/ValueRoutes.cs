using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The operations beyond the published API on values: batch reads, differences, restoring, changes (docs/secrets.md).</summary>
internal static class ValueRoutes
{
    public static void Add(IServiceCollection services) => services.AddSingleton<ValueReads>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/haneul/v1/secrets-manager/values", ReadSecretValues.HandleAsync).For(ReadSecretValues.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}/value", ReadSecretValue.HandleAsync).For(ReadSecretValue.Operation);
    }
}
