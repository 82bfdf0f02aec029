using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Lists the secrets of the project, newest first unless asked otherwise.</summary>
internal static class ListSecrets
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecrets",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecrets"), "Secret"));

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"created_at"),
        new("name", $"name"),
        new("id", $"id"),
        new("status", $"CASE WHEN active_version_count > 0 THEN 0 ELSE 1 END"),
        new("default_version", $"default_version"),
        new("created_by", $"created_by"),
    ];

    private static readonly Sql Unique = $"id";

    public static async ValueTask<Outcome<ListSecretsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var page = ListPage.Read(query, SortKeys, Unique);
        var filter = ReadFilter(query, call.ProjectId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSecretsResponse>>(
            async session =>
            {
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM secrets_secrets WHERE {filter}", static row => row.GetInt64(0));
                var secrets = await session.QueryAsync(
                    $"SELECT {SecretRow.Columns} FROM secrets_secrets WHERE {filter} ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}",
                    SecretRow.Read);
                return new ListSecretsResponse(secrets, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    /// <summary>Every filter of the contract, by equality, all of them together (contracts/SUMMARY.md, lists).</summary>
    private static Sql ReadFilter(QueryFields query, string projectId)
    {
        Sql filter = $"project_id = {projectId}";
        if (query.Text("name") is { } name)
        {
            filter = $"{filter} AND name = {name}";
        }

        if (query.Text("id") is { } id)
        {
            filter = $"{filter} AND id = {id}";
        }

        if (query.OneOf("status", VersionStatus.Active, VersionStatus.Deactivated, VersionStatus.Destroyed) is { } status)
        {
            filter = status switch
            {
                VersionStatus.Active => $"{filter} AND active_version_count > 0",
                VersionStatus.Deactivated => $"{filter} AND active_version_count = 0",
                // The word is of the versions only: a secret whose versions are all destroyed is Deactivated.
                _ => $"{filter} AND 1 = 0",
            };
        }

        if (query.Int32("default_version", int.MinValue, int.MaxValue) is { } defaultVersion)
        {
            filter = $"{filter} AND default_version = {defaultVersion}";
        }

        if (query.Text("created_by") is { } createdBy)
        {
            filter = $"{filter} AND created_by = {createdBy}";
        }

        return AddKeyFilter(query, filter);
    }

    /// <summary>No secret has a user key before user keys are built, so no secret passes a filter by one.</summary>
    private static Sql AddKeyFilter(QueryFields query, Sql filter)
    {
        var keyName = query.Text("kms_key_name");
        var keyId = query.Text("kms_key_id");
        return keyName is null && keyId is null ? filter : $"{filter} AND 1 = 0";
    }
}
