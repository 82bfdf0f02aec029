using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

/// <summary>What tests of the catalogue arrange below the wire.</summary>
internal static class CatalogueWorld
{
    /// <summary>Switches access control on with an empty list: the owner alone is let in.</summary>
    public static ValueTask<int> CloseAsync(this ApiFixture fixture, string secretId) =>
        fixture.Database().WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE secrets_secrets SET is_access_control_enabled = 1 WHERE id = {secretId}"));

    /// <summary>Puts a subject on the list of a secret.</summary>
    public static ValueTask<int> AllowAsync(this ApiFixture fixture, string projectId, string secretId, string subjectId) =>
        fixture.Database().WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO access_allowed_subjects (service, project_id, resource_id, subject_id, subject_type, subject_name, created_at, created_by)
            VALUES ({"secrets-manager"}, {projectId}, {secretId}, {subjectId}, {"USER"}, {"x"}, 0, {"x"})
            """));

    /// <summary>The number that a statement counts.</summary>
    public static ValueTask<long> CountAsync(this ApiFixture fixture, Sql sql) =>
        fixture.Database().ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, static row => row.GetInt64(0)));

    public static IDatabase Database(this ApiFixture fixture) => fixture.Services.GetRequiredService<IDatabase>();
}
