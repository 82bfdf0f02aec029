using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Lists the combinations of type, purpose and algorithm that a key can be created with.</summary>
internal static class ListKeyAlgorithms
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListKeyAlgorithms",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListKeyAlgorithms"), "Key"));

    public static Outcome<ListKeyAlgorithmsResponse> Handle(QueryFields query)
    {
        var type = KeyFields.ReadType(query);
        var purpose = KeyFields.ReadPurpose(query);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return new ListKeyAlgorithmsResponse([.. KeyAlgorithms.All
            .Where(spec => (type is null || spec.Type == type) && (purpose is null || spec.Purpose == purpose))
            .Select(spec => new KeyAlgorithmChoice(spec.Algorithm, spec.Purpose, spec.Type))]);
    }
}
