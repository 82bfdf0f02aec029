using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Federation.Protocols;

/// <summary>The fields of a protocol that a request gives; null for those that it leaves out.</summary>
internal sealed record ProtocolFields(string? MappingId, string? RemoteIdAttribute)
{
    /// <summary>Reads the body.</summary>
    public static ProtocolFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("protocol") is not { } protocol)
        {
            return new(null, null);
        }

        return new(
            isNew ? protocol.RequiredString("mapping_id", 1, FederationId.Longest) : protocol.OptionalString("mapping_id", 1, FederationId.Longest),
            protocol.OptionalString("remote_id_attribute", 0, 64));
    }
}
