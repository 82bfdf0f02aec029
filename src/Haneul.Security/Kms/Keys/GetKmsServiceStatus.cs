using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Tells whether the service is on in the project. It always is, from the creation of the project (decisions.md, KMS encodings).</summary>
internal static class GetKmsServiceStatus
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetKmsServiceStatus",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetKmsServiceStatus"), "Service"));

    public static Outcome<KmsServiceStatusResponse> Handle(QueryFields query) =>
        query.Check() is { } wrongQuery ? wrongQuery : new KmsServiceStatusResponse(new KmsServiceStatus(IsActivated: true));
}
