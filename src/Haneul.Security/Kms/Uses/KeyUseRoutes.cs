using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Uses;

/// <summary>The operations with which keys are used.</summary>
internal static class KeyUseRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddSingleton<UsableKeys>().AddSingleton<PublicKeys>().AddSingleton<Verification>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/api/v1/keys/{keyId}/public-key", GetPublicKey.HandleAsync).For(GetPublicKey.Operation);
        api.MapPost("/api/v1/keys/{keyId}/data-key", CreateDataKey.HandleAsync).For(CreateDataKey.Operation);
        api.MapPost("/api/v1/keys/{keyId}/encrypt", EncryptData.HandleAsync).For(EncryptData.Operation);
        api.MapPost("/api/v1/keys/{keyId}/decrypt", DecryptData.HandleAsync).For(DecryptData.Operation);
        api.MapPost("/api/v1/keys/{keyId}/sign", SignData.HandleAsync).For(SignData.Operation);
        api.MapPost("/api/v1/keys/{keyId}/sign/verify", VerifySignature.HandleAsync).For(VerifySignature.Operation);
        api.MapPost("/api/v1/keys/{keyId}/hmac", GenerateHmac.HandleAsync).For(GenerateHmac.Operation);
        api.MapPost("/api/v1/keys/{keyId}/hmac/verify", VerifyHmac.HandleAsync).For(VerifyHmac.Operation);
    }
}
