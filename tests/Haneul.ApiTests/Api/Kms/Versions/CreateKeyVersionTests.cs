using System.Text.Json;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

public sealed class CreateKeyVersionTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    [Fact]
    public async Task A_rotation_by_hand_makes_the_next_version_active_and_the_default()
    {
        var id = await fixture.NewKeyAsync();

        var (status, body) = await fixture.CallKmsAsync("CreateKeyVersion", HttpMethod.Post, $"/{id}/versions");

        Assert.Equal(201, status);
        var version = body.GetProperty("version");
        Assert.Equal((2, "ACTIVE", "AES256-GCM96"), (version.GetProperty("version").GetInt32(), version.GetProperty("status").GetString(), version.GetProperty("algorithm").GetString()));
        Assert.Equal(JsonValueKind.Null, version.GetProperty("resolved_destruction_at").ValueKind);
        Assert.Equal([(1, "ACTIVE", false), (2, "ACTIVE", false)], await fixture.VersionsAsync(id));
        var key = await fixture.KeyAsync(id);
        Assert.Equal((2, 2), (key.GetProperty("default_version").GetInt32(), key.GetProperty("version_count").GetInt32()));
        Assert.Equal(version.GetProperty("created_at").GetString(), key.GetProperty("last_rotation_at").GetString());
    }

    [Fact]
    public async Task Every_version_has_material_of_its_own_that_opens()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.NewVersionAsync(id);
        var materials = fixture.Services.GetRequiredService<KeyMaterials>();

        var opened = new List<byte[]>();
        foreach (var version in new[] { 1, 2 })
        {
            using var material = await materials.OpenAsync(fixture.Admin.ProjectId, id, version, KeyAlgorithms.All[0], (await fixture.MaterialAsync(id, version))!, TestContext.Current.CancellationToken);
            opened.Add(material.Span.ToArray());
        }

        Assert.All(opened, material => Assert.Equal(32, material.Length));
        Assert.NotEqual(opened[0], opened[1]);
    }

    [Fact]
    public async Task The_first_version_activates_a_key_in_pre_activation_and_is_no_rotation()
    {
        var id = await fixture.NewKeyAsync(Ecdsa, ""","is_pending_activation":true,"rotation_period":30""");
        Assert.Equal("PRE_ACTIVATION", (await fixture.KeyAsync(id)).GetProperty("status").GetString());

        Assert.Equal(1, await fixture.NewVersionAsync(id));

        var key = await fixture.KeyAsync(id);
        Assert.Equal(("ACTIVE", 1), (key.GetProperty("status").GetString(), key.GetProperty("default_version").GetInt32()));
        Assert.Equal(JsonValueKind.Null, key.GetProperty("last_rotation_at").ValueKind);
        Assert.Equal(JsonValueKind.String, key.GetProperty("next_rotation_at").ValueKind);
    }

    [Fact]
    public async Task A_deactivated_key_becomes_active_with_its_next_version()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.DeactivateAsync(id, 1);
        Assert.Equal("DEACTIVATED", (await fixture.KeyAsync(id)).GetProperty("status").GetString());

        await fixture.NewVersionAsync(id);

        Assert.Equal("ACTIVE", (await fixture.KeyAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Calls_at_the_same_time_take_different_numbers()
    {
        var id = await fixture.NewKeyAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => fixture.NewVersionAsync(id)));

        Assert.Equal(Enumerable.Range(2, 12), numbers.Order());
        Assert.Equal(13, (await fixture.KeyAsync(id)).GetProperty("version_count").GetInt32());
    }

    [Fact]
    public async Task Beyond_the_quota_nothing_is_made()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET version_count = 1000 WHERE id = {id}"));

        var (status, body) = await fixture.CallKmsAsync("CreateKeyVersion", HttpMethod.Post, $"/{id}/versions");

        Assert.Equal((409, "KeyVersionQuotaReached"), (status, CodeOf(body)));
        Assert.Single(await fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task Unknown_keys_and_those_of_another_project_are_404_and_parameters_400()
    {
        var id = await fixture.NewKeyAsync();

        foreach (var (path, token) in new[] { ("/nothing/versions", fixture.Admin.Token), ($"/{id}/versions", fixture.Other.Token) })
        {
            var (status, body) = await fixture.CallKmsAsync("CreateKeyVersion", HttpMethod.Post, path, token: token);
            Assert.Equal((404, "KeyNotFound"), (status, CodeOf(body)));
        }

        Assert.Equal(400, (await fixture.CallKmsAsync("CreateKeyVersion", HttpMethod.Post, $"/{id}/versions?version=7")).Status);
        Assert.Single(await fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task The_trail_tells_the_number()
    {
        var id = await fixture.NewKeyAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.NewVersionAsync(id);

        var newest = (await fixture.EventsAsync(id))[0];
        Assert.Equal("Create Key Version", newest.GetProperty("event_name").GetString());
        Assert.Equal("Key Version", newest.GetProperty("resource").GetProperty("type").GetString());
        Assert.Equal("2", FactOf(newest, "version"));
    }
}

/// <summary>A server whose calls do not wait for each other's turn, as calls to two nodes on one database do not.</summary>
public sealed class WithoutTurnsFixture : KeyVersionsFixture
{
    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddTransient<Haneul.Kernel.Operations.VersionTurns>();
    }
}

public sealed class KeyVersionConflictTests(WithoutTurnsFixture fixture) : IClassFixture<WithoutTurnsFixture>
{
    [Fact]
    public async Task Calls_that_take_the_same_number_try_again_and_all_succeed()
    {
        var id = await fixture.NewKeyAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => fixture.NewVersionAsync(id)));

        Assert.Equal(Enumerable.Range(2, 12), numbers.Order());
        Assert.Equal(13, (await fixture.VersionsAsync(id)).Count);
    }
}
