using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Tells whether the service is active in the project. It always is, from the creation of the project (decisions.md, KMS encodings).</summary>
internal static class GetSecretsManagerServiceStatus
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecretsManagerServiceStatus",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetSecretsManagerServiceStatus"), "Service"));

    public static Outcome<ServiceStatusResponse> Handle(QueryFields query) =>
        query.Check() is { } wrongQuery ? wrongQuery : new ServiceStatusResponse(new ServiceStatus(IsActivated: true));
}
