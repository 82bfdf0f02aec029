using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Keys;

/// <summary>
/// A version of a key on its way into the database. Its material is generated and enclosed before the transaction that stores it, bound to the number that
/// the version will have; the transaction proves that nobody else has taken the number.
/// </summary>
/// <param name="Id">Id of the version.</param>
/// <param name="Version">Its number.</param>
/// <param name="Material">Its private material, enclosed.</param>
/// <param name="PublicKey">Its public half as SubjectPublicKeyInfo; null for symmetric keys.</param>
internal sealed record NewKeyVersion(string Id, int Version, byte[] Material, byte[]? PublicKey)
{
    /// <summary>Generates and encloses the material. Not inside a transaction: a pair of RSA keys takes a tenth of a second.</summary>
    public static async ValueTask<NewKeyVersion> MakeAsync(
        KeyMaterials materials, IRandomSource random, IdGenerator ids, string projectId, string keyId, int version, KeySpec spec, CancellationToken cancellation)
    {
        using var material = KeyMaterial.Generate(spec, random);
        var publicKey = ExportPublicKey(spec, material.Span);
        return new NewKeyVersion(ids.NewUuid(), version, await materials.SealAsync(projectId, keyId, version, spec, material.Memory, cancellation), publicKey);
    }

    /// <summary>Stores the version as active. The row of the key is the caller's business.</summary>
    public async ValueTask StoreAsync(ITransaction transaction, string projectId, string keyId, long now)
    {
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO kms_key_versions (project_id, key_id, version, id, status, public_key, created_at)
            VALUES ({projectId}, {keyId}, {Version}, {Id}, {KeyVersionStatus.Active}, {PublicKey}, {now})
            """);
        await transaction.ExecuteAsync(
            $"INSERT INTO kms_key_material (project_id, key_id, version, envelope) VALUES ({projectId}, {keyId}, {Version}, {Material})");
    }

    private static byte[]? ExportPublicKey(KeySpec spec, ReadOnlySpan<byte> material)
    {
        if (!spec.IsAsymmetric)
        {
            return null;
        }

        using var key = AsymmetricKey.FromPrivateKey(spec, material);
        return key.ExportPublicKey();
    }
}
