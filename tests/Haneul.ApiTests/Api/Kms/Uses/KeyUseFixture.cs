using System.Collections.Concurrent;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>A server with two projects, each with a Project Admin, and keys for every purpose.</summary>
public class KeyUseFixture : ApiFixture
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The administrator of the project whose keys are used.</summary>
    public Persona Admin { get; private set; } = null!;

    /// <summary>A token of <see cref="Admin"/>.</summary>
    public string Token => Admin.Token;

    /// <summary>The administrator of another project.</summary>
    public Persona Other { get; private set; } = null!;

    /// <summary>The database of the server.</summary>
    public IDatabase Store => Services.GetRequiredService<IDatabase>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        Other = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
    }

    /// <summary>Makes a key with that many versions, all active; none is a key in pre-activation.</summary>
    internal async Task<string> CreateKeyAsync(KeySpec spec, int versions = 1, Persona? owner = null, bool isListed = false)
    {
        owner ??= Admin;
        var name = "key-" + Services.GetRequiredService<IdGenerator>().NewUuid();
        var (status, body) = await CallAsync(HttpMethod.Post, "/kms/api/v1/keys", owner.Token, $$$"""
            {"key":{"name":"{{{name}}}","type":"{{{spec.Type}}}","purpose":"{{{spec.Purpose}}}","algorithm":"{{{spec.Algorithm}}}",
             "is_pending_activation":{{{(versions == 0 ? "true" : "false")}}},"is_access_control_enabled":{{{(isListed ? "true" : "false")}}}}}
            """);
        Assert.True(status == 201, body.ToString());
        var id = body.GetProperty("key").GetProperty("id").GetString()!;
        _names[id] = name;
        for (var version = 2; version <= versions; version++)
        {
            await AddVersionAsync(id, spec, version, owner);
        }

        return id;
    }

    /// <summary>Makes the next version of a key, which becomes its default.</summary>
    internal async Task AddVersionAsync(string id, KeySpec spec, int version, Persona? owner = null)
    {
        var projectId = (owner ?? Admin).ProjectId;
        var made = await NewKeyVersion.MakeAsync(
            Services.GetRequiredService<KeyMaterials>(), Services.GetRequiredService<IRandomSource>(), Services.GetRequiredService<IdGenerator>(),
            projectId, id, version, spec, CancellationToken.None);
        await Store.WriteAsync(async transaction =>
        {
            await made.StoreAsync(transaction, projectId, id, now: 1);
            return await transaction.ExecuteAsync(
                $"UPDATE kms_keys SET default_version = {version}, version_count = {version}, active_version_count = {version} WHERE id = {id}");
        });
    }

    /// <summary>Puts a version into another state; a destroyed one has no material.</summary>
    internal async Task SetStatusAsync(string id, int version, string status) => await Store.WriteAsync(async transaction =>
    {
        if (status == KeyVersionStatus.Destroyed)
        {
            await transaction.ExecuteAsync($"DELETE FROM kms_key_material WHERE key_id = {id} AND version = {version}");
        }

        return await transaction.ExecuteAsync($"UPDATE kms_key_versions SET status = {status} WHERE key_id = {id} AND version = {version}");
    });

    /// <summary>Puts a subject on the list of a key.</summary>
    internal async Task AllowAsync(string id, string subjectId)
    {
        var (status, body) = await CallAsync(
            HttpMethod.Post, $"/kms/api/v1/keys/{id}/access-control/targets", Token, $$$"""{"targets":{"ids":["{{{subjectId}}}"]}}""");
        Assert.True(status == 200 && body.GetProperty("targets").GetProperty("succeeded").GetInt32() == 1, body.ToString());
    }

    /// <summary>The name of a key that was made here.</summary>
    public string NameOf(string id) => _names[id];
}
