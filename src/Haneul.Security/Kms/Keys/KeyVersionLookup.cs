using System.Data.Common;
using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Keys;

/// <summary>A user key and one of its versions, as a call that uses it needs them.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="Purpose">What the key is for.</param>
/// <param name="Algorithm">Its algorithm.</param>
/// <param name="DefaultVersion">Its newest version, 0 in pre-activation.</param>
/// <param name="IsAdmitted">Whether access control lets the caller use it.</param>
/// <param name="Version">The version that was looked for.</param>
/// <param name="VersionStatus">Its status; null if there is no such version.</param>
/// <param name="Material">Its private material, enclosed; null once it is destroyed.</param>
/// <param name="PublicKey">Its public half as SubjectPublicKeyInfo; null for symmetric keys.</param>
internal sealed record KeyVersionInUse(
    string Name, string Purpose, string Algorithm, int DefaultVersion, bool IsAdmitted, int Version, string? VersionStatus, byte[]? Material, byte[]? PublicKey)
{
    public static readonly Func<DbDataReader, KeyVersionInUse> Read = static row => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        (int)row.GetInt64(3),
        row.GetInt64(4) != 0,
        (int)row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8));
}

/// <summary>Finds the version of a key that a call uses, in one statement: the hot path of every cryptographic call.</summary>
internal sealed class KeyVersionLookup(IDatabase database, AllowLists allowLists)
{
    /// <summary>The key with the version asked for, null for the default one; null if the project has no such key.</summary>
    public ValueTask<KeyVersionInUse?> FindAsync(Call call, string keyId, int? version)
    {
        Sql wanted = version switch
        {
            { } number => $"{number}",
            null => $"k.default_version",
        };
        var admits = allowLists.Admits(KmsModule.Id, call.Caller, call.ProjectId, $"k.id", $"k.is_access_control_enabled", $"k.owner_id");
        return database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"""
                SELECT k.name, k.purpose, k.algorithm, k.default_version, CASE WHEN {admits} THEN 1 ELSE 0 END, {wanted}, v.status, m.envelope, v.public_key
                FROM kms_keys k
                LEFT JOIN kms_key_versions v ON v.project_id = k.project_id AND v.key_id = k.id AND v.version = {wanted}
                LEFT JOIN kms_key_material m ON m.project_id = v.project_id AND m.key_id = v.key_id AND m.version = v.version
                WHERE k.project_id = {call.ProjectId} AND k.id = {keyId}
                """,
                KeyVersionInUse.Read),
            call.Context.RequestAborted);
    }
}
