using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Scrubbing;
using Haneul.Security.SecretsManager.Access;
using Haneul.Security.SecretsManager.Attention;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Secrets;
using Haneul.Security.SecretsManager.Transfer;
using Haneul.Security.SecretsManager.Values;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager;

/// <summary>Secrets Manager: values in numbered versions, each enclosed under the key of its project. Choices: docs/adr/0004.</summary>
public sealed class SecretsManagerModule : IServiceModule
{
    internal const string Id = "secrets-manager";

    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } =
        new ServiceDescriptor(
            Id,
            "Secrets Manager",
            Dialect.Platform,
            "secretsmanager.openapi.json",
            "secretsmanager-published.openapi.json",
            "haneul-secrets.openapi.json",
            "haneul-secret-values.openapi.json",
            "haneul-secret-transfer.openapi.json",
            "haneul-secret-attention.openapi.json")
        {
            RootPaths = ["/api/v1/secrets", "/haneul/v1/secrets-manager"],
            CatalogType = Id,
            StateDiagrams = [VersionLifeCycle.Table.Diagram],
            Migrations = typeof(SecretsManagerModule),
            WireTypes =
            [
                SecretsManagerJson.Default,
                SecretCatalogueJson.Default,
                SecretValuesJson.Default,
                TransferJson.Default,
                SecretAttentionJson.Default,
            ],
        }
        .At("secrets-manager", published: true)
        .At("secrets-manager-service");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SecretValues>().AddSingleton<SecretAccess>().AddSingleton<SecretObservers>()
            .AddSingleton<NewSecrets>().AddSingleton<SecretDeletion>().AddSingleton<SecretLists>().AddSingleton<IHoldings, LiveSecrets>().AddSingleton<IListedResources, ListedSecrets>().AddSingleton<IKeyUses, SecretKeyUses>()
            .AddSingleton<NewVersions>().AddSingleton<VersionMoves>().AddSingleton<VersionCalls>().AddSingleton<IJobHandler, DestroyVersionJob>()
            .AddSingleton<IBackupCheck, SecretVersionsCheck>().AddSingleton(new NarrowTable("secrets_data_keys"));
        services.AddSingleton<IRewrappable, ValueRewrap>();
        CatalogueRoutes.Add(services);
        ValueRoutes.Add(services);
        TransferRoutes.Add(services);
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        api.MapGet("/api/v1/activation", GetSecretsManagerServiceStatus.Handle).For(GetSecretsManagerServiceStatus.Operation);
        api.MapPost("/api/v1/activation", ActivateSecretsManagerService.Handle).For(ActivateSecretsManagerService.Operation);
        api.MapPost("/api/v1/secrets", CreateSecret.HandleAsync).For(CreateSecret.Operation);
        api.MapGet("/api/v1/secrets", ListSecrets.HandleAsync).For(ListSecrets.Operation);
        api.MapPost("/api/v1/secrets/deletions", BulkDeleteSecrets.HandleAsync).For(BulkDeleteSecrets.Operation);
        api.MapGet("/api/v1/secrets/{secretId}", GetSecret.HandleAsync).For(GetSecret.Operation);
        api.MapDelete("/api/v1/secrets/{secretId}", DeleteSecret.HandleAsync).For(DeleteSecret.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/kms-key", UpdateSecretKmsKey.HandleAsync).For(UpdateSecretKmsKey.Operation);
        api.MapPut("/api/v1/secrets/{secretId}/access-control", UpdateSecretsAccessControl.HandleAsync).For(UpdateSecretsAccessControl.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/access-control/targets", ListSecretsAccessTargets.HandleAsync).For(ListSecretsAccessTargets.Operation);
        api.MapPost("/api/v1/secrets/{secretId}/access-control/targets", AddSecretsAccessTargets.HandleAsync).For(AddSecretsAccessTargets.Operation);
        api.MapPost("/api/v1/secrets/{secretId}/access-control/targets/deletions", RemoveSecretsAccessTargets.HandleAsync).For(RemoveSecretsAccessTargets.Operation);
        api.MapPost("/api/v1/secrets/{secretId}/versions", CreateSecretVersion.HandleAsync).For(CreateSecretVersion.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions", ListSecretVersions.HandleAsync).For(ListSecretVersions.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions/value", GetSecretDefaultVersion.HandleAsync).For(GetSecretDefaultVersion.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/deactivate", BulkDeactivateSecretVersions.HandleAsync).For(BulkDeactivateSecretVersions.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/destroy", BulkDestroySecretVersions.HandleAsync).For(BulkDestroySecretVersions.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/schedule-destroy", BulkScheduleSecretVersionDestruction.HandleAsync).For(BulkScheduleSecretVersionDestruction.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/cancel-schedule-destroy", BulkCancelScheduledSecretVersionDestruction.HandleAsync).For(BulkCancelScheduledSecretVersionDestruction.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions/{version}/value", GetSecretVersion.HandleAsync).For(GetSecretVersion.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/{version}/activate", ActivateSecretVersion.HandleAsync).For(ActivateSecretVersion.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/{version}/deactivate", DeactivateSecretVersion.HandleAsync).For(DeactivateSecretVersion.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/{version}/destroy", DestroySecretVersion.HandleAsync).For(DestroySecretVersion.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/{version}/schedule-destroy", ScheduleSecretVersionDestruction.HandleAsync).For(ScheduleSecretVersionDestruction.Operation);
        api.MapPatch("/api/v1/secrets/{secretId}/versions/{version}/cancel-schedule-destroy", CancelScheduledSecretVersionDestruction.HandleAsync).For(CancelScheduledSecretVersionDestruction.Operation);
        CatalogueRoutes.Map(api);
        ValueRoutes.Map(api);
        TransferRoutes.Map(api);
        AttentionRoutes.Map(api);
    }
}
