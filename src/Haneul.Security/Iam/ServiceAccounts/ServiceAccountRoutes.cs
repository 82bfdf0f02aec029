using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Service accounts. KakaoCloud has no API for them, so it is ours.</summary>
internal static class ServiceAccountRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/service-accounts", ListServiceAccounts.HandleAsync).For(ListServiceAccounts.Operation);
        api.MapPost("/haneul/v1/service-accounts", CreateServiceAccount.HandleAsync).For(CreateServiceAccount.Operation);
        api.MapGet("/haneul/v1/service-accounts/{service_account_id}", GetServiceAccount.HandleAsync).For(GetServiceAccount.Operation);
        api.MapPatch("/haneul/v1/service-accounts/{service_account_id}", UpdateServiceAccount.HandleAsync).For(UpdateServiceAccount.Operation);
        api.MapDelete("/haneul/v1/service-accounts/{service_account_id}", DeleteServiceAccount.HandleAsync).For(DeleteServiceAccount.Operation);
        api.MapPost("/haneul/v1/service-accounts/{service_account_id}/activate", ActivateServiceAccount.HandleAsync).For(ActivateServiceAccount.Operation);
        api.MapPost("/haneul/v1/service-accounts/{service_account_id}/deactivate", DeactivateServiceAccount.HandleAsync).For(DeactivateServiceAccount.Operation);
        api.MapGet("/haneul/v1/service-accounts/{service_account_id}/access-keys", ListServiceAccountAccessKeys.HandleAsync).For(ListServiceAccountAccessKeys.Operation);
        api.MapPost("/haneul/v1/service-accounts/{service_account_id}/access-keys", CreateServiceAccountAccessKey.HandleAsync).For(CreateServiceAccountAccessKey.Operation);
        api.MapDelete("/haneul/v1/service-accounts/{service_account_id}/access-keys/{access_key_id}", DeleteServiceAccountAccessKey.HandleAsync).For(DeleteServiceAccountAccessKey.Operation);
        api.MapGet("/haneul/v1/service-accounts/{service_account_id}/s3-keys", ListServiceAccountS3Keys.HandleAsync).For(ListServiceAccountS3Keys.Operation);
        api.MapPost("/haneul/v1/service-accounts/{service_account_id}/s3-keys", CreateServiceAccountS3Key.HandleAsync).For(CreateServiceAccountS3Key.Operation);
        api.MapDelete("/haneul/v1/service-accounts/{service_account_id}/s3-keys/{access}", DeleteServiceAccountS3Key.HandleAsync).For(DeleteServiceAccountS3Key.Operation);
    }
}
