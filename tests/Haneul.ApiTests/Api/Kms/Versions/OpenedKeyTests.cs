using Haneul.ApiTests.Api.Kms.Uses;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>A key that is open in memory is no more than a faster way to what its row allows at this moment.</summary>
public sealed class OpenedKeyTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    private const string Rsa = """ "type":"ASYMMETRIC","purpose":"ASYMMETRIC_ENCRYPT_DECRYPT","algorithm":"RSA-2048" """;

    [Theory]
    [InlineData(KeyVersionsFixture.Aes)]
    [InlineData(Rsa)]
    public async Task A_version_that_is_deactivated_no_longer_decrypts_at_once(string spec)
    {
        var id = await fixture.NewKeyAsync(spec);
        var ciphertext = await UseAsync(id);

        Assert.Equal(200, (await fixture.DeactivateAsync(id, 1)).Status);

        Assert.Equal(409, (await fixture.UseAsync("DecryptData", id, fixture.Admin.Token, KeyUseCalls.DecryptBody(ciphertext))).Status);
        Assert.Equal(409, (await fixture.UseAsync("EncryptData", id, fixture.Admin.Token)).Status);
    }

    [Theory]
    [InlineData(KeyVersionsFixture.Aes)]
    [InlineData(Rsa)]
    public async Task A_version_that_is_destroyed_leaves_memory_with_its_row(string spec)
    {
        var id = await fixture.NewKeyAsync(spec);
        var ciphertext = await UseAsync(id);
        var material = (await fixture.MaterialAsync(id, 1))!;
        Assert.True(IsInMemory(id, spec, material));

        // A second, not the minute after which it would have gone anyway.
        await fixture.DestroyAsync(id, 1);

        Assert.False(IsInMemory(id, spec, material));
        Assert.Equal(409, (await fixture.UseAsync("DecryptData", id, fixture.Admin.Token, KeyUseCalls.DecryptBody(ciphertext))).Status);
        Assert.Equal(409, (await fixture.UseAsync("EncryptData", id, fixture.Admin.Token)).Status);
    }

    [Fact]
    public async Task Whoever_is_not_allowed_gets_nothing_from_a_key_that_another_has_opened()
    {
        var id = await fixture.NewKeyAsync(Rsa, isAccessControlled: true);
        var body = KeyUseCalls.DecryptBody(await UseAsync(id));
        var stranger = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");

        Assert.Equal(403, (await fixture.UseAsync("DecryptData", id, stranger.Token, body)).Status);
        Assert.Equal(404, (await fixture.UseAsync("DecryptData", id, fixture.Other.Token, body)).Status);
        Assert.Equal(200, (await fixture.UseAsync("DecryptData", id, fixture.Admin.Token, body)).Status);
    }

    [Theory]
    [InlineData(KeyVersionsFixture.Aes)]
    [InlineData(Rsa)]
    public async Task A_row_that_was_changed_is_damage_whatever_is_in_memory(string spec)
    {
        var id = await fixture.NewKeyAsync(spec);
        var body = KeyUseCalls.DecryptBody(await UseAsync(id));
        var material = (await fixture.MaterialAsync(id, 1))!;
        byte[] changed = [.. material];
        changed[^1] ^= 1;

        await ReplaceAsync(id, changed);
        var (status, answer) = await fixture.UseAsync("DecryptData", id, fixture.Admin.Token, body);
        Assert.Equal((409, "KeyMaterialDamaged"), (status, KeyVersionsFixture.CodeOf(answer)));
        await ReplaceAsync(id, material);

        Assert.Equal(200, (await fixture.UseAsync("DecryptData", id, fixture.Admin.Token, body)).Status);
    }

    [Fact]
    public async Task An_opened_key_does_nothing_that_its_row_came_to_name_since()
    {
        var id = await fixture.NewKeyAsync(Rsa);
        await UseAsync(id);

        await fixture.Store.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE kms_keys SET purpose = {KeyPurposes.Signature} WHERE id = {id}"));

        var (status, answer) = await fixture.UseAsync("SignData", id, fixture.Admin.Token);
        Assert.Equal((409, "KeyMaterialDamaged"), (status, KeyVersionsFixture.CodeOf(answer)));
    }

    [Fact]
    public async Task A_key_goes_on_when_its_material_is_wrapped_anew()
    {
        var keys = new List<(string Id, string Spec, string Ciphertext, byte[] Material)>();
        foreach (var spec in new[] { KeyVersionsFixture.Aes, Rsa })
        {
            var id = await fixture.NewKeyAsync(spec);
            keys.Add((id, spec, await UseAsync(id), (await fixture.MaterialAsync(id, 1))!));
        }

        Assert.Equal(202, (await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/kms/service-keys/kms/rotation", fixture.Admin.Token)).Status);
        await fixture.RunDueJobsAsync();

        foreach (var (id, spec, ciphertext, before) in keys)
        {
            Assert.NotEqual(before, await fixture.MaterialAsync(id, 1));
            Assert.Equal([1, 2, 3], await fixture.DecryptAsync(id, fixture.Admin.Token, ciphertext));
            Assert.False(IsInMemory(id, spec, before));
        }
    }

    /// <summary>Encrypts and decrypts, so that the key is open.</summary>
    private async Task<string> UseAsync(string id)
    {
        var ciphertext = await fixture.EncryptAsync(id, fixture.Admin.Token, [1, 2, 3]);
        Assert.Equal([1, 2, 3], await fixture.DecryptAsync(id, fixture.Admin.Token, ciphertext));
        return ciphertext;
    }

    private bool IsInMemory(string id, string spec, byte[] material)
    {
        var opened = fixture.Services.GetRequiredService<OpenedKeys>();
        var version = new OpenedKeyId(fixture.Admin.ProjectId, id, 1);
        if (spec == Rsa)
        {
            var isTaken = opened.TryTake(version, KeyUseCalls.Rsa, material, out var pair);
            pair?.Dispose();
            return isTaken;
        }

        var isHeld = opened.TryHold(version, KeyUseCalls.Aes, material, out var key);
        if (isHeld)
        {
            key!.Release();
        }

        return isHeld;
    }

    private async Task ReplaceAsync(string id, byte[] material) => Assert.Equal(1, await fixture.Store.WriteAsync(
        transaction => transaction.ExecuteAsync($"UPDATE kms_key_material SET envelope = {material} WHERE key_id = {id}")));
}
