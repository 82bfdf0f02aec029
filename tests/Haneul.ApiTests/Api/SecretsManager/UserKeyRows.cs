using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>User keys in states that tests of secrets need, put into the database below the API of KMS.</summary>
internal static class UserKeyRows
{
    public static readonly KeySpec Symmetric = new(KeyTypes.Symmetric, KeyPurposes.SymmetricEncryption, KeyAlgorithms.Aes256Gcm);

    /// <summary>Makes a key that somebody owns, with one active version, and gives its id.</summary>
    public static async Task<string> CreateUserKeyAsync(
        this ApiFixture fixture, Persona owner, string name, KeySpec? spec = null, int versions = 1, bool isAccessControlEnabled = false)
    {
        var id = fixture.Services.GetRequiredService<IdGenerator>().NewUuid();
        spec ??= Symmetric;
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => tx.ExecuteAsync(
            $"""
            INSERT INTO kms_keys (project_id, id, name, type, purpose, algorithm, default_version, version_count, active_version_count, is_access_control_enabled,
                created_at, created_by, owner_id)
            VALUES ({owner.ProjectId}, {id}, {name}, {spec.Type}, {spec.Purpose}, {spec.Algorithm}, 0, 0, 0, {isAccessControlEnabled}, 1, {owner.UserName}, {owner.UserId})
            """));
        for (var version = 1; version <= versions; version++)
        {
            await fixture.AddKeyVersionAsync(owner.ProjectId, id, version, spec);
        }

        return id;
    }

    /// <summary>Adds a version, which becomes the default of its key.</summary>
    public static async Task AddKeyVersionAsync(this ApiFixture fixture, string projectId, string keyId, int version, KeySpec? spec = null)
    {
        var made = await NewKeyVersion.MakeAsync(
            fixture.Services.GetRequiredService<KeyMaterials>(), fixture.Services.GetRequiredService<IRandomSource>(), fixture.Services.GetRequiredService<IdGenerator>(),
            projectId, keyId, version, spec ?? Symmetric, CancellationToken.None);
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async tx =>
        {
            await made.StoreAsync(tx, projectId, keyId, 1);
            return await tx.ExecuteAsync(
                $"UPDATE kms_keys SET default_version = {version}, version_count = version_count + 1, active_version_count = active_version_count + 1 WHERE id = {keyId}");
        });
    }

    /// <summary>Sets the status of a version of a key.</summary>
    public static async Task SetKeyVersionAsync(this ApiFixture fixture, string keyId, int version, string status)
    {
        Assert.Equal(1, await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async tx =>
        {
            if (status == KeyVersionStatus.Destroyed)
            {
                await tx.ExecuteAsync($"DELETE FROM kms_key_material WHERE key_id = {keyId} AND version = {version}");
            }

            return await tx.ExecuteAsync($"UPDATE kms_key_versions SET status = {status} WHERE key_id = {keyId} AND version = {version}");
        }));
    }
}
