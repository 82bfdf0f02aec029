using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>Lists the operations of the API: what each asks for, and which roles hold it.</summary>
internal static class ListOperations
{
    public static readonly Operation Operation = new(
        "iam", "ListOperations",
        AccessPolicies.ListOperations.Permission,
        TrailRule.None("it is the same for everyone and tells nothing"));

    public static Outcome<OperationsResponse> Handle(Call call, QueryFields query, KnownOperations operations) =>
        (AccessPolicies.ListOperations.Refuse(call) ?? query.Check()) is { } refused ? refused : operations.Answer;
}
