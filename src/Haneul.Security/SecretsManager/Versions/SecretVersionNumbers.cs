using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>The numbers of versions, as columns of a statement about a secret.</summary>
internal static class SecretVersionNumbers
{
    /// <summary>
    /// The last number that a version of the secret <c>s</c> has: that of its newest one, and if somebody has changed that in the database, the largest there is. So the number of the
    /// next is always free.
    /// </summary>
    public static Sql Last()
    {
        Sql largest = $"(SELECT COALESCE(MAX(v.version), 0) FROM secrets_versions v WHERE v.project_id = s.project_id AND v.secret_id = s.id)";
        return $"CASE WHEN s.default_version > {largest} THEN s.default_version ELSE {largest} END";
    }
}
