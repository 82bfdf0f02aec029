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
        var ids = Services.GetRequiredService<IdGenerator>();
        var id = ids.NewUuid();
        await Store.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO kms_keys (project_id, id, name, type, purpose, algorithm, default_version, version_count, active_version_count,
                is_access_control_enabled, created_at, created_by, owner_id)
            VALUES ({owner.ProjectId}, {id}, {NameOf(id)}, {spec.Type}, {spec.Purpose}, {spec.Algorithm}, 0, 0, 0,
                {(isListed ? 1 : 0)}, 1, {owner.UserName}, {owner.UserId})
            """));
        for (var version = 1; version <= versions; version++)
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
    internal async Task AllowAsync(string id, string subjectId, string type) => await Store.WriteAsync(transaction => transaction.ExecuteAsync(
        $"""
        INSERT INTO access_allowed_subjects (service, project_id, resource_id, subject_id, subject_type, subject_name, created_at, created_by)
        VALUES ('kms', {Admin.ProjectId}, {id}, {subjectId}, {type}, 'name', 1, 'test')
        """));

    /// <summary>The name of a key that was made here.</summary>
    public static string NameOf(string id) => "key-" + id;
}
