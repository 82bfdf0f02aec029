using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>The configuration of organisations.</summary>
internal static class DomainConfigRoutes
{
    public static void Add(IServiceCollection services) => services.AddSingleton<DomainConfigChange>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/domains/config/default", GetDomainConfigDefault.Handle).For(GetDomainConfigDefault.Operation);
        api.MapGet("/identity/v3/domains/config/{group}/default", GetDomainConfigGroupDefault.Handle).For(GetDomainConfigGroupDefault.Operation);
        api.MapGet("/identity/v3/domains/config/{group}/{option}/default", GetDomainConfigOptionDefault.Handle).For(GetDomainConfigOptionDefault.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}/config", GetDomainConfig.HandleAsync).For(GetDomainConfig.Operation);
        api.MapPut("/identity/v3/domains/{domain_id}/config", CreateDomainConfig.HandleAsync).For(CreateDomainConfig.Operation);
        api.MapPatch("/identity/v3/domains/{domain_id}/config", UpdateDomainConfig.HandleAsync).For(UpdateDomainConfig.Operation);
        api.MapDelete("/identity/v3/domains/{domain_id}/config", DeleteDomainConfig.HandleAsync).For(DeleteDomainConfig.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}/config/security_compliance", GetSecurityComplianceConfig.HandleAsync).For(GetSecurityComplianceConfig.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}/config/security_compliance/{option}", GetSecurityComplianceConfigOption.HandleAsync).For(GetSecurityComplianceConfigOption.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}/config/{group}", GetDomainConfigGroup.HandleAsync).For(GetDomainConfigGroup.Operation);
        api.MapPatch("/identity/v3/domains/{domain_id}/config/{group}", UpdateDomainConfigGroup.HandleAsync).For(UpdateDomainConfigGroup.Operation);
        api.MapDelete("/identity/v3/domains/{domain_id}/config/{group}", DeleteDomainConfigGroup.HandleAsync).For(DeleteDomainConfigGroup.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}/config/{group}/{option}", GetDomainConfigOption.HandleAsync).For(GetDomainConfigOption.Operation);
        api.MapPatch("/identity/v3/domains/{domain_id}/config/{group}/{option}", UpdateDomainConfigOption.HandleAsync).For(UpdateDomainConfigOption.Operation);
        api.MapDelete("/identity/v3/domains/{domain_id}/config/{group}/{option}", DeleteDomainConfigOption.HandleAsync).For(DeleteDomainConfigOption.Operation);
    }
}
