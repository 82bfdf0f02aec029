using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Credentials;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>The keys of service accounts on the wire.</summary>
internal static class ServiceAccountKeys
{
    /// <summary>An access key. The secret is there in the answer to its creation and never again.</summary>
    public static ServiceAccountAccessKeyBody ToBody(AccessKey key, RoleSet roles, string? secret = null) => new(
        key.Id,
        key.Name,
        key.Description,
        key.UserId,
        key.ProjectId,
        [.. key.RoleIds.Select(roles.FindById).OfType<Role>().Select(static role => new ServiceAccountRole(role.Id, role.Name))],
        key.ExpiresAt is { } expiry ? UnixTime.ToWire(expiry) : null,
        secret);

    /// <summary>An S3 key. As above, and unlike in Keystone's own calls, which show the secret whenever they show the key.</summary>
    public static ServiceAccountS3KeyBody ToBody(Credential credential, Ec2Blob blob, bool withSecret) =>
        new(blob.Access, credential.UserId, credential.ProjectId!, withSecret ? blob.Secret : null);
}
