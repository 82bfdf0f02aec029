using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Values.Changes;
using Haneul.Security.SecretsManager.Values.Comparing;
using Haneul.Security.SecretsManager.Values.Generating;
using Haneul.Security.SecretsManager.Values.Pinning;
using Haneul.Security.SecretsManager.Values.Restoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The operations beyond the published API on values: batch reads, differences, restoring, changes (docs/secrets.md).</summary>
internal static class ValueRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<ValueReads>().AddSingleton<ChangeReads>().AddSingleton<ISecretObserver, ChangeLog>()
        .AddSingleton<ChangeStreams>().AddHostedService(static provider => provider.GetRequiredService<ChangeStreams>())
        .AddSingleton<ChangeSweep>().AddHostedService(static provider => provider.GetRequiredService<ChangeSweep>());

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/haneul/v1/secrets-manager/values", ReadSecretValues.HandleAsync).For(ReadSecretValues.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}/value", ReadSecretValue.HandleAsync).For(ReadSecretValue.Operation);
        api.MapGet("/haneul/v1/secrets-manager/changes", ListSecretChanges.HandleAsync).For(ListSecretChanges.Operation);
        api.MapGet("/haneul/v1/secrets-manager/changes/stream", StreamSecretChanges.Handle).For(StreamSecretChanges.Operation);
        api.MapPost("/haneul/v1/secrets-manager/secrets/generated", GenerateSecret.HandleAsync).For(GenerateSecret.Operation);
        api.MapPost("/haneul/v1/secrets-manager/secrets/{secretId}/versions/generated", GenerateSecretVersion.HandleAsync).For(GenerateSecretVersion.Operation);
        api.MapPost("/haneul/v1/secrets-manager/secrets/{secretId}/versions/{version}/restoration", RestoreSecretVersion.HandleAsync).For(RestoreSecretVersion.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}/versions/{version}/difference/{otherVersion}", CompareSecretVersions.HandleAsync).For(CompareSecretVersions.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}/pins", ListSecretPins.HandleAsync).For(ListSecretPins.Operation);
        api.MapPut("/haneul/v1/secrets-manager/secrets/{secretId}/pins/{name}", PinSecretVersion.HandleAsync).For(PinSecretVersion.Operation);
        api.MapDelete("/haneul/v1/secrets-manager/secrets/{secretId}/pins/{name}", UnpinSecretVersion.HandleAsync).For(UnpinSecretVersion.Operation);
    }
}
