using System.Data.Common;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Federation.IdentityProviders;
using Haneul.Security.Iam.Federation.Mappings;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>A way in which an identity provider speaks, with the mapping that makes users of what it says.</summary>
internal sealed record FederationProtocol(string ProviderId, string Id, string MappingId, string? RemoteIdAttribute)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"provider_id, id, mapping_id, remote_id_attribute";

    public static FederationProtocol Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));

    /// <summary>The protocol of that id; null if the provider has none.</summary>
    public static ValueTask<FederationProtocol?> FindAsync(IDatabaseSession session, string providerId, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_federation_protocols WHERE provider_id = {providerId} AND id = {id}", Read);

    /// <summary>Where the protocols of a provider are.</summary>
    public static string PathOf(string providerId) => $"OS-FEDERATION/identity_providers/{Uri.EscapeDataString(providerId)}/protocols";

    /// <summary>404 if there is no such provider.</summary>
    public static async ValueTask<Error?> RefuseUnknownProviderAsync(IDatabaseSession session, string providerId) =>
        await IdentityProvider.FindAsync(session, providerId) is null ? FederationErrors.IdentityProviderNotFound.With(providerId) : null;

    /// <summary>400 if the protocol names a mapping that is not there.</summary>
    public async ValueTask<Error?> RefuseUnknownMappingAsync(IDatabaseSession session) =>
        await FederationMapping.FindAsync(session, MappingId) is null ? CommonErrors.InvalidRequest.With("protocol.mapping_id: is no known mapping") : null;

    /// <summary>The protocol on the wire.</summary>
    public ProtocolBody ToBody(Call call) => new(Id, MappingId, RemoteIdAttribute, Links(call));

    /// <summary>The protocol in a list, where Keystone tells more.</summary>
    public ListedProtocolBody ToListedBody(Call call) => new(Id, ProviderId, MappingId, RemoteIdAttribute, Links(call));

    private ProtocolLinks Links(Call call) =>
        new(IamLinks.To(call, PathOf(ProviderId), Id).Self, IamLinks.To(call, "OS-FEDERATION/identity_providers", ProviderId).Self);
}
