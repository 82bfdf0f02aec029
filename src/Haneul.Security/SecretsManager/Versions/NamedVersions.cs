using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>A request that names versions of a secret.</summary>
internal sealed record NamedVersions(IReadOnlyList<int> Versions)
{
    public static readonly Func<JsonFields, NamedVersions> Read = static body =>
        new(body.RequiredObject("versions") is { } versions ? BulkRequest.ReadVersions(versions, "versions") : []);
}
