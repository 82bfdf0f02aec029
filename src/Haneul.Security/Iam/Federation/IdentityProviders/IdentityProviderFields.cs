using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>The fields of an identity provider that a request gives; null for those that it leaves out.</summary>
internal sealed record IdentityProviderFields(
    string? OrganisationId, string? Description, bool GivesDescription, bool? IsEnabled, int? AuthorizationTtl, bool GivesTtl, IReadOnlyList<string>? RemoteIds)
{
    private const int LongestDescription = 64 * 1024;
    private const int LongestRemoteId = 64;

    /// <summary>Reads the body. Unlike most resources of IAM, Keystone refuses what it does not know on federation resources; the organisation can be given at creation alone.</summary>
    public static IdentityProviderFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("identity_provider") is not { } provider)
        {
            return new(null, null, GivesDescription: false, null, null, GivesTtl: false, null);
        }

        var remoteIds = provider.OptionalStrings("remote_ids", maxLength: LongestRemoteId);
        if (remoteIds is not null && remoteIds.Distinct(StringComparer.Ordinal).Count() < remoteIds.Count)
        {
            provider.AddProblem("remote_ids", "must not name one twice");
        }

        return new(
            isNew ? provider.OptionalString("domain_id", 1, 64) : null,
            provider.OptionalString("description", 0, LongestDescription),
            provider.Has("description"),
            provider.OptionalBoolean("enabled"),
            provider.OptionalInt32("authorization_ttl", 0, int.MaxValue),
            provider.Has("authorization_ttl"),
            provider.Has("remote_ids") ? remoteIds ?? [] : null);
    }
}
