using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Keys;

/// <summary>The operations on keys.</summary>
internal static class KeyRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton<UserKeys>().AddSingleton<KeyDeletion>().AddSingleton<NewKeyVersions>().AddSingleton<IHoldings, LiveKeys>().AddSingleton<IListedResources, ListedKeys>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/api/v1/activation", ActivateKmsService.Handle).For(ActivateKmsService.Operation);
        api.MapGet("/api/v1/activation", GetKmsServiceStatus.Handle).For(GetKmsServiceStatus.Operation);
        api.MapGet("/api/v1/algorithms", ListKeyAlgorithms.Handle).For(ListKeyAlgorithms.Operation);
        api.MapGet("/api/v1/service-keys", ListServiceKeys.HandleAsync).For(ListServiceKeys.Operation);
        api.MapGet("/api/v1/symmetric-keys", ListSymmetricKeys.HandleAsync).For(ListSymmetricKeys.Operation);
        api.MapPost("/api/v1/keys", CreateUserKey.HandleAsync).For(CreateUserKey.Operation);
        api.MapGet("/api/v1/keys", ListUserKeys.HandleAsync).For(ListUserKeys.Operation);
        api.MapPost("/api/v1/keys/deletions", BulkDeleteUserKeys.HandleAsync).For(BulkDeleteUserKeys.Operation);

        // Before {keyId}/{word}: a key may be called public-key or versions (contracts/SECRETS-KMS.md section 3). The router prefers the literal by itself.
        api.MapGet("/api/v1/keys/name/{keyName}", GetKeyByName.HandleAsync).For(GetKeyByName.Operation);
        api.MapGet("/api/v1/keys/{keyId}", GetKey.HandleAsync).For(GetKey.Operation);
        api.MapDelete("/api/v1/keys/{keyId}", DeleteUserKey.HandleAsync).For(DeleteUserKey.Operation);
        api.MapPut("/api/v1/keys/{keyId}/access-control", UpdateUserKeyAccessControl.HandleAsync).For(UpdateUserKeyAccessControl.Operation);
        api.MapGet("/api/v1/keys/{keyId}/access-control/targets", ListUserKeyAccessTargets.HandleAsync).For(ListUserKeyAccessTargets.Operation);
        api.MapPost("/api/v1/keys/{keyId}/access-control/targets", AddUserKeyAccessTargets.HandleAsync).For(AddUserKeyAccessTargets.Operation);
        api.MapPost("/api/v1/keys/{keyId}/access-control/targets/deletions", RemoveUserKeyAccessTargets.HandleAsync).For(RemoveUserKeyAccessTargets.Operation);
    }
}
