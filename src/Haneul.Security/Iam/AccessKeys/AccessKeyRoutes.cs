using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Access keys (application credentials) and their access rules.</summary>
internal static class AccessKeyRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/users/{user_id}/application_credentials", ListApplicationCredentials.HandleAsync).For(ListApplicationCredentials.Operation);
        api.MapPost("/identity/v3/users/{user_id}/application_credentials", CreateApplicationCredential.HandleAsync).For(CreateApplicationCredential.Operation);
        api.MapGet("/identity/v3/users/{user_id}/application_credentials/{application_credential_id}", GetApplicationCredential.HandleAsync).For(GetApplicationCredential.Operation);
        api.MapDelete("/identity/v3/users/{user_id}/application_credentials/{application_credential_id}", DeleteApplicationCredential.HandleAsync).For(DeleteApplicationCredential.Operation);
        api.MapGet("/identity/v3/users/{user_id}/access_rules", ListAccessRules.HandleAsync).For(ListAccessRules.Operation);
        api.MapGet("/identity/v3/users/{user_id}/access_rules/{access_rule_id}", GetAccessRule.HandleAsync).For(GetAccessRule.Operation);
        api.MapDelete("/identity/v3/users/{user_id}/access_rules/{access_rule_id}", DeleteAccessRule.HandleAsync).For(DeleteAccessRule.Operation);
    }
}
