using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Switches the service on in the project, where it is on already: programs that set a project up call it without asking first.</summary>
internal static class ActivateSecretsManagerService
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ActivateSecretsManagerService",
        SecretPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("ActivateSecretsManagerService"), "Service"));

    // 200, not 201: nothing is made.
    public static Outcome<ServiceStatusResponse> Handle(QueryFields query) =>
        query.Check() is { } wrongQuery ? wrongQuery : new ServiceStatusResponse(new ServiceStatus(IsActivated: true));
}
