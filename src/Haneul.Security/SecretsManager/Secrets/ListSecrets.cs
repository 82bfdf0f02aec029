using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

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
        new("created_at", $"s.created_at"),
        new("name", $"s.name"),
        new("id", $"s.id"),
        new("status", $"CASE WHEN s.active_version_count > 0 THEN 0 ELSE 1 END"),
        new("default_version", $"s.default_version"),
        new("created_by", $"s.created_by"),

        // The engines disagree on which side of all names none is.
        new("kms_key_name", $"COALESCE(s.kms_key_name, '')"),
    ];

    private static readonly Sql Unique = $"s.id";

    public static async ValueTask<Outcome<ListSecretsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, SecretAccess access)
    {
        var page = ReadPage(query);
        var filter = ReadFilter(query, call.ProjectId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSecretsResponse>>(
            async session =>
            {
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM secrets_secrets s WHERE {filter}", static row => row.GetInt64(0));
                var secrets = await session.QueryAsync(Statement(SecretRow.Columns(access.Admits(call)), filter, page), SecretRow.Read);
                return new ListSecretsResponse(secrets, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    /// <summary>Reads a page of the list.</summary>
    internal static Sql Statement(Sql columns, Sql filter, ListPage page) =>
        $"SELECT {columns} FROM secrets_secrets s WHERE {filter} ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}";

    /// <summary>Which page is asked for, and in which order.</summary>
    internal static ListPage ReadPage(QueryFields query) => ListPage.Read(query, SortKeys, Unique);

    /// <summary>Every filter of the contract, by equality, all of them together (contracts/SUMMARY.md, lists).</summary>
    internal static Sql ReadFilter(QueryFields query, string projectId)
    {
        Sql filter = $"s.project_id = {projectId}";
        if (query.Text("name") is { } name)
        {
            filter = $"{filter} AND s.name = {name}";
        }

        if (query.Text("id") is { } id)
        {
            filter = $"{filter} AND s.id = {id}";
        }

        if (query.OneOf("status", VersionStatus.Active, VersionStatus.Deactivated, VersionStatus.Destroyed) is { } status)
        {
            filter = status switch
            {
                VersionStatus.Active => $"{filter} AND s.active_version_count > 0",
                VersionStatus.Deactivated => $"{filter} AND s.active_version_count = 0",
                // The word is of the versions only: a secret whose versions are all destroyed is Deactivated.
                _ => $"{filter} AND 1 = 0",
            };
        }

        if (query.Int32("default_version", int.MinValue, int.MaxValue) is { } defaultVersion)
        {
            filter = $"{filter} AND s.default_version = {defaultVersion}";
        }

        if (query.Text("created_by") is { } createdBy)
        {
            filter = $"{filter} AND s.created_by = {createdBy}";
        }

        if (query.Text("kms_key_name") is { } keyName)
        {
            filter = $"{filter} AND s.kms_key_name = {keyName}";
        }

        return query.Text("kms_key_id") is { } keyId ? $"{filter} AND s.kms_key_id = {keyId}" : filter;
    }
}
