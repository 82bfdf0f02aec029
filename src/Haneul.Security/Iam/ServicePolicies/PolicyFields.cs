using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>The fields of a stored policy that a request gives; null for those that it leaves out.</summary>
internal sealed record PolicyFields(string? Type, string? Blob, string? Extra)
{
    private const int LongestBlob = 256 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path; null for a new policy.</param>
    public static PolicyFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("policy") is not { } policy)
        {
            return new(null, null, null);
        }

        if (id is not null)
        {
            MatchingId.Check(policy, id);
        }

        return new(
            id is null ? policy.RequiredString("type") : policy.OptionalString("type", 1),
            id is null ? policy.RequiredString("blob", 0, LongestBlob) : policy.OptionalString("blob", 0, LongestBlob),
            ExtraAttributes.Read(policy));
    }
}
