using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Trusts;

/// <summary>What a request for a trust asks for.</summary>
internal sealed record NewTrust(
    string TrustorUserId,
    string TrusteeUserId,
    string? ProjectId,
    bool IsImpersonating,
    long? ExpiresAt,
    long? RemainingUses,
    bool IsRedelegable,
    long? RedelegationCount,
    IReadOnlyList<WantedRole> Roles,
    string? Extra)
{
    private const int MostRoles = 100;

    // What the server writes into a trust itself; a client that sends back what it got must not store them.
    private static readonly string[] Written = ["roles_links", "deleted_at", "redelegated_trust_id"];

    /// <summary>Reads the body.</summary>
    public static NewTrust Read(JsonFields body, DateTimeOffset now)
    {
        if (body.RequiredObject("trust") is not { } trust)
        {
            return new("", "", null, IsImpersonating: false, null, null, IsRedelegable: false, null, [], null);
        }

        var impersonation = trust.OptionalBoolean("impersonation");
        if (impersonation is null && (!trust.Has("impersonation") || trust.RequiredValue("impersonation") is { ValueKind: JsonValueKind.Null }))
        {
            trust.AddProblem("impersonation", "is required");
        }

        var expiresAt = trust.OptionalInstant("expires_at");
        if (expiresAt <= now)
        {
            trust.AddProblem("expires_at", "must be in the future");
        }

        var remainingUses = trust.OptionalInt32("remaining_uses", 1, int.MaxValue);
        var redelegationCount = trust.OptionalInt32("redelegation_count", 0, int.MaxValue);

        // Keystone: a trust that names no further step is not passed on, whatever else it says.
        var isRedelegable = trust.OptionalBoolean("allow_redelegation") is true && redelegationCount != 0;
        if (isRedelegable && remainingUses is not null)
        {
            trust.AddProblem("remaining_uses", "must not be set if redelegation is allowed");
        }

        var projectId = trust.OptionalString("project_id", 1, 64);
        var roles = trust.OptionalObjects("roles", WantedRole.Read, MostRoles) ?? [];
        if (projectId is null && roles.Count > 0)
        {
            trust.AddProblem("roles", "need project_id");
        }

        var trustor = trust.RequiredString("trustor_user_id", 1, 64);
        var trustee = trust.RequiredString("trustee_user_id", 1, 64);
        foreach (var name in Written)
        {
            trust.Skip(name);
        }

        return new(
            trustor,
            trustee,
            projectId,
            impersonation is true,
            expiresAt is { } instant ? UnixTime.ToMicroseconds(instant) : null,
            remainingUses,
            isRedelegable,
            redelegationCount,
            roles,
            ExtraAttributes.Read(trust));
    }
}
