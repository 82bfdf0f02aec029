using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Transfer.Bundles;
using Haneul.Security.SecretsManager.Transfer.Exporting;
using Haneul.Security.SecretsManager.Transfer.Importing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager.Transfer;

/// <summary>The operations beyond the published API that bring secrets in and take them out (docs/adr/0021).</summary>
internal static class TransferRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<BundleKeys>().AddSingleton<ImportReading>().AddSingleton<ImportPlanning>().AddSingleton<ImportStore>().AddSingleton<ExportReading>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/haneul/v1/secrets-manager/imports", ImportSecrets.HandleAsync).For(ImportSecrets.Operation);
        api.MapPost("/haneul/v1/secrets-manager/exports", ExportSecrets.HandleAsync).For(ExportSecrets.Operation);
    }
}
