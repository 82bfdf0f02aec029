using Haneul.Security.Kms.Algorithms;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>Someone who can write to the database but has no root key never makes a key do what it should not.</summary>
public sealed class KeyTamperingTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Fact]
    public async Task The_material_of_another_version_key_or_project_does_not_open()
    {
        var key = await fixture.CreateKeyAsync(Aes, versions: 2);
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, [1]);
        var own = await MaterialAsync(key, 2);
        var foreign = await fixture.CreateKeyAsync(Aes, owner: fixture.Other);
        await fixture.EncryptAsync(foreign, fixture.Other.Token, [1]);
        foreach (var moved in new[] { await MaterialAsync(key, 1), await MaterialAsync(await fixture.CreateKeyAsync(Aes), 1), await MaterialAsync(foreign, 1) })
        {
            await ReplaceAsync(key, 2, moved);
            await AssertDamagedAsync(key, ("EncryptData", null), ("DecryptData", DecryptBody(ciphertext)), ("CreateDataKey", null));
        }

        await ReplaceAsync(key, 2, own);
        Assert.Equal([1], await fixture.DecryptAsync(key, fixture.Token, ciphertext));
    }

    [Fact]
    public async Task No_flipped_bit_and_no_missing_byte_goes_unnoticed()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        var own = await MaterialAsync(key, 1);
        for (var index = 0; index < own.Length; index += 5)
        {
            byte[] flipped = [.. own];
            flipped[index] ^= 1;
            await ReplaceAsync(key, 1, flipped);
            await AssertDamagedAsync(key, ("GenerateHmac", null), ("VerifyHmac", null));
        }

        foreach (var length in new[] { 0, 1, own.Length / 2, own.Length - 1 })
        {
            await ReplaceAsync(key, 1, own[..length]);
            await AssertDamagedAsync(key, ("GenerateHmac", null), ("VerifyHmac", null));
        }
    }

    [Fact]
    public async Task Material_that_is_gone_while_its_version_is_active_is_damage()
    {
        var key = await fixture.CreateKeyAsync(Ecdsa);
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"DELETE FROM kms_key_material WHERE key_id = {key}"));
        await AssertDamagedAsync(key, ("SignData", null), ("VerifySignature", null), ("GetPublicKey", null));
    }

    // Whoever could put a public key of his own there would read what is encrypted with it, and his signatures would verify.
    [Fact]
    public async Task A_public_key_that_is_not_that_of_the_pair_is_never_used()
    {
        foreach (var wasUsedBefore in new[] { false, true })
        {
            var signing = await fixture.CreateKeyAsync(Ecdsa);
            var encrypting = await fixture.CreateKeyAsync(Rsa);
            if (wasUsedBefore)
            {
                await fixture.PublicKeyAsync(signing, fixture.Token);
                await fixture.PublicKeyAsync(encrypting, fixture.Token);
            }

            var forger = await fixture.CreateKeyAsync(Ecdsa);
            await ReplacePublicKeyAsync(signing, forger);
            await ReplacePublicKeyAsync(encrypting, await fixture.CreateKeyAsync(Rsa));
            var forged = await fixture.SignAsync(forger, fixture.Token, [1]);

            await AssertDamagedAsync(signing, ("GetPublicKey", null), ("VerifySignature", VerifyBody("AQ==", forged)));
            await AssertDamagedAsync(encrypting, ("GetPublicKey", null), ("EncryptData", null));
        }
    }

    [Theory]
    [InlineData("RSA-2048")]
    [InlineData("HMAC-256")]
    [InlineData("nonsense")]
    public async Task A_row_that_names_another_algorithm_is_damage(string algorithm)
    {
        var key = await fixture.CreateKeyAsync(Ecdsa);
        await fixture.PublicKeyAsync(key, fixture.Token);
        var symmetric = await fixture.CreateKeyAsync(Aes);
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET algorithm = {algorithm} WHERE id = {key} OR id = {symmetric}"));
        await AssertDamagedAsync(key, ("SignData", null), ("VerifySignature", null));
        await AssertDamagedAsync(symmetric, ("EncryptData", null));
    }

    [Fact]
    public async Task A_row_that_names_another_purpose_is_damage()
    {
        var key = await fixture.CreateKeyAsync(Rsa);
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET purpose = {KeyPurposes.Signature} WHERE id = {key}"));
        await AssertDamagedAsync(key, ("SignData", null));
    }

    [Fact]
    public async Task A_longer_hmac_than_the_key_was_made_for_is_damage()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET algorithm = {KeyAlgorithms.Hmac512} WHERE id = {key}"));
        await AssertDamagedAsync(key, ("GenerateHmac", null));
    }

    [Fact]
    public async Task A_damaged_version_does_not_keep_another_from_verifying_and_is_told_when_none_does()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        var hmac = await fixture.HmacAsync(key, fixture.Token, "message");
        await fixture.AddVersionAsync(key, Hmac256, 2);
        await ReplaceAsync(key, 2, [1, 2, 3]);

        Assert.True(await fixture.VerifyHmacAsync(key, fixture.Token, "message", hmac));
        var (status, body) = await fixture.UseAsync("VerifyHmac", key, fixture.Token, VerifyBody("other", hmac));
        Assert.Equal((409, "KeyMaterialDamaged"), (status, CodeOf(body)));
        Assert.Contains("version 2", MessageOf(body), StringComparison.Ordinal);
    }

    private async Task AssertDamagedAsync(string key, params (string Operation, string? Json)[] calls)
    {
        foreach (var (operation, json) in calls)
        {
            var (status, body) = await fixture.UseAsync(operation, key, fixture.Token, json);
            Assert.True(status == 409, $"{operation}: {status} {body}");
            Assert.Equal("KeyMaterialDamaged", CodeOf(body));
        }
    }

    private async Task<byte[]> MaterialAsync(string key, int version) => (await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT envelope FROM kms_key_material WHERE key_id = {key} AND version = {version}", row => row.GetFieldValue<byte[]>(0))))!;

    private async Task ReplaceAsync(string key, int version, byte[] envelope) => Assert.Equal(1, await fixture.Store.WriteAsync(tx =>
        tx.ExecuteAsync($"UPDATE kms_key_material SET envelope = {envelope} WHERE key_id = {key} AND version = {version}")));

    private async Task ReplacePublicKeyAsync(string key, string other) => Assert.Equal(1, await fixture.Store.WriteAsync(tx =>
        tx.ExecuteAsync($"UPDATE kms_key_versions SET public_key = (SELECT public_key FROM kms_key_versions WHERE key_id = {other}) WHERE key_id = {key}")));
}
