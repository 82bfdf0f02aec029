using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Switches the service on in the project, where it has been on from the start (decisions.md, KMS encodings). So nothing is created: 200.</summary>
internal static class ActivateKmsService
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ActivateKmsService",
        KmsPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("ActivateKmsService"), "Service"));

    public static Outcome<KmsServiceStatusResponse> Handle(QueryFields query) =>
        query.Check() is { } wrongQuery ? wrongQuery : new KmsServiceStatusResponse(new KmsServiceStatus(IsActivated: true));
}
