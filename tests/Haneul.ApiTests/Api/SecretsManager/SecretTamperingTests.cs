using Haneul.ApiTests.Api.SecretsManager.Transfer;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>Someone who can write to the database but has no root key never makes a read answer with another value.</summary>
public sealed class SecretTamperingTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task The_envelope_of_another_version_does_not_open()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await ReplaceAsync(id, 2, await EnvelopeAsync(id, 1));

        await AssertDamagedAsync(id);
        Assert.Equal("one", await fixture.ReadFlatAsync(fixture.Token, id, "?version=1"));
    }

    [Fact]
    public async Task The_envelope_of_another_secret_does_not_open()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"mine\"");
        var other = await fixture.CreateSecretAsync(fixture.Token, "\"other\"");
        await ReplaceAsync(id, 1, await EnvelopeAsync(other, 1));

        await AssertDamagedAsync(id);
    }

    [Fact]
    public async Task The_envelope_of_another_project_does_not_open()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"mine\"");
        var other = await fixture.CreateSecretAsync(fixture.OtherToken, "\"other\"");
        await ReplaceAsync(id, 1, await EnvelopeAsync(other, 1));

        await AssertDamagedAsync(id);
    }

    [Fact]
    public async Task No_flipped_bit_and_no_missing_byte_goes_unnoticed()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"mine\"");
        var envelope = await EnvelopeAsync(id, 1);
        for (var index = 0; index < envelope.Length; index += 7)
        {
            byte[] flipped = [.. envelope];
            flipped[index] ^= 1;
            await ReplaceAsync(id, 1, flipped);
            await AssertDamagedAsync(id);
        }

        foreach (var length in new[] { 0, 1, envelope.Length / 2, envelope.Length - 1 })
        {
            await ReplaceAsync(id, 1, envelope[..length]);
            await AssertDamagedAsync(id);
        }

        await ReplaceAsync(id, 1, envelope);
        Assert.Equal("mine", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(-5, 4)]
    [InlineData(7, 8)]
    public async Task A_number_of_the_newest_version_that_is_wrong_keeps_no_value_from_being_stored(int wrong, int next)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"three\"");
        var name = (await fixture.SecretAsync(fixture.Token, id)).GetProperty("name").GetString()!;
        await WrongAsync();

        await fixture.CreateVersionAsync(fixture.Token, id, "\"four\"");
        Assert.Equal("four", await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal("four", await fixture.ReadFlatAsync(fixture.Token, id, $"?version={next}"));
        Assert.Equal("three", await fixture.ReadFlatAsync(fixture.Token, id, "?version=3"));

        await WrongAsync();
        var imported = Assert.Single(await fixture.ImportedAsync(fixture.Token, "json", $$"""{"{{name}}": "five"}""", new { on_collision = "new_version" }));
        Assert.Equal((name, "new_version", next + 1), TransferCalls.Told(imported));
        Assert.Equal("five", await fixture.ReadFlatAsync(fixture.Token, id));

        Task WrongAsync() => Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET default_version = {wrong} WHERE id = {id}")).AsTask();
    }

    [Fact]
    public async Task Beside_a_service_key_that_is_gone_no_other_is_made()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var id = await fixture.CreateSecretAsync(persona.Token);
        await Database.WriteAsync(tx => tx.ExecuteAsync($"DELETE FROM kms_service_keys WHERE project_id = {persona.ProjectId}"));
        fixture.Services.GetRequiredService<ServiceKeys>().Forget(persona.ProjectId, "secrets-manager");

        foreach (var (operation, path, json) in new[] { ("CreateSecretVersion", $"/{id}/versions", NewVersion("2")), ("CreateSecret", "", NewSecret(NewName(), "1")) })
        {
            var (status, body) = await fixture.CallAsync(operation, HttpMethod.Post, path, persona.Token, json);
            Assert.Equal((409, "SecretKeyDamaged"), (status, CodeOf(body)));
        }
    }

    [Fact]
    public async Task A_damaged_value_is_on_the_trail()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await ReplaceAsync(id, 1, [1, 2, 3]);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertDamagedAsync(id);

        var newest = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("Get Secret Version Value", newest.GetProperty("event_name").GetString());
        Assert.Equal("failed", newest.GetProperty("result").GetString());
        Assert.Equal("SecretValueDamaged", newest.GetProperty("additional_info").GetProperty("error_code").GetString());
    }

    private async Task AssertDamagedAsync(string id)
    {
        foreach (var (operation, address) in new[] { ("GetSecretDefaultVersion", ContractAddress), ("GetSecretValue", SecretsAddress.Root) })
        {
            var (status, body) = await fixture.CallAsync(operation, HttpMethod.Get, $"/{id}/versions/value", fixture.Token, address: address);
            Assert.Equal(409, status);
            Assert.Equal("SecretValueDamaged", CodeOf(body));
        }
    }

    /// <summary>What is stored of a version: its wrapped data key, then its ciphertext.</summary>
    private async Task<byte[]> EnvelopeAsync(string id, int version) => (await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT k.wrapped, v.ciphertext FROM secrets_versions v JOIN secrets_data_keys k ON k.secret_id = v.secret_id AND k.version = v.version
        WHERE v.secret_id = {id} AND v.version = {version}
        """,
        row => (byte[])[.. row.GetFieldValue<byte[]>(0), .. row.GetFieldValue<byte[]>(1)])))!;

    private async Task ReplaceAsync(string id, int version, byte[] envelope)
    {
        var wrapped = envelope.Take(IKeyring.WrappedKeySize).ToArray();
        var ciphertext = envelope.Skip(IKeyring.WrappedKeySize).ToArray();
        Assert.Equal(2, await Database.WriteAsync(async tx =>
            await tx.ExecuteAsync($"UPDATE secrets_data_keys SET wrapped = {wrapped} WHERE secret_id = {id} AND version = {version}")
            + await tx.ExecuteAsync($"UPDATE secrets_versions SET ciphertext = {ciphertext} WHERE secret_id = {id} AND version = {version}")));
    }
}
