using System.Data.Common;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.IdentityProviders;

/// <summary>A system that vouches for users of one organisation.</summary>
internal sealed record IdentityProvider(string Id, string OrganisationId, string? Description, bool IsEnabled, int? AuthorizationTtl, IReadOnlyList<string> RemoteIds)
{
    private static Sql Columns => $"id, organisation_id, description, enabled, authorization_ttl";

    /// <summary>The provider of that id; null if there is none.</summary>
    public static async ValueTask<IdentityProvider?> FindAsync(IDatabaseSession session, string id) =>
        await session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_identity_providers WHERE id = {id}", Read) is { } provider
            ? provider with { RemoteIds = await RemoteIdsOfAsync(session, id) }
            : null;

    /// <summary>All providers that a condition takes.</summary>
    public static async ValueTask<IReadOnlyList<IdentityProvider>> ListAsync(IDatabaseSession session, Sql condition)
    {
        var providers = await session.QueryAsync($"SELECT {Columns} FROM iam_identity_providers WHERE 1 = 1{condition} ORDER BY id", Read);
        var remoteIds = (await session.QueryAsync(
            $"SELECT provider_id, remote_id FROM iam_identity_provider_remote_ids ORDER BY provider_id, position", static row => (Provider: row.GetString(0), RemoteId: row.GetString(1))))
            .ToLookup(static row => row.Provider, static row => row.RemoteId, StringComparer.Ordinal);
        return [.. providers.Select(provider => provider with { RemoteIds = [.. remoteIds[provider.Id]] })];
    }

    /// <summary>Replaces the remote ids of the provider; 409 if one of them belongs to another.</summary>
    public async ValueTask<Error?> SaveRemoteIdsAsync(ITransaction transaction)
    {
        await transaction.ExecuteAsync($"DELETE FROM iam_identity_provider_remote_ids WHERE provider_id = {Id}");
        foreach (var (position, remoteId) in RemoteIds.Index())
        {
            var added = await transaction.ExecuteAsync(
                $"INSERT INTO iam_identity_provider_remote_ids (remote_id, provider_id, position) VALUES ({remoteId}, {Id}, {position}) ON CONFLICT DO NOTHING");
            if (added == 0)
            {
                return FederationErrors.RemoteIdTaken.With(remoteId);
            }
        }

        return null;
    }

    /// <summary>The provider on the wire.</summary>
    public IdentityProviderBody ToBody(Call call)
    {
        var self = IamLinks.To(call, "OS-FEDERATION/identity_providers", Id).Self;
        return new(Id, IsEnabled, Description, RemoteIds, OrganisationId, AuthorizationTtl, new IdentityProviderLinks(self, $"{self}/protocols"));
    }

    private static async ValueTask<IReadOnlyList<string>> RemoteIdsOfAsync(IDatabaseSession session, string id) =>
        await session.QueryAsync($"SELECT remote_id FROM iam_identity_provider_remote_ids WHERE provider_id = {id} ORDER BY position", static row => row.GetString(0));

    private static IdentityProvider Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3) == 1, row.IsDBNull(4) ? null : (int)row.GetInt64(4), []);
}
