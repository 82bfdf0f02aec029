using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager;

/// <summary>Lists the versions of a secret without their values, newest first unless asked otherwise.</summary>
internal static class ListSecretVersions
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretVersions",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretVersions"), "Secret Version"),
        SecretErrors.UnknownSecret);

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"created_at"),
        new("version", $"version"),
        new("status", $"status"),
    ];

    private static readonly Sql Unique = $"version";

    public static async ValueTask<Outcome<ListSecretVersionsResponse>> HandleAsync(string secretId, Call call, QueryFields query, IDatabase database)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var page = ListPage.Read(query, SortKeys, Unique);
        var filter = ReadFilter(query, call.ProjectId, secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListSecretVersionsResponse>>(
            async session =>
            {
                var name = await session.QueryFirstOrDefaultAsync(
                    $"SELECT name FROM secrets_secrets WHERE project_id = {call.ProjectId} AND id = {secretId}", static row => row.GetString(0));
                if (name is null)
                {
                    return SecretErrors.UnknownSecret;
                }

                call.Trail.ResourceName = name;
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM secrets_versions WHERE {filter}", static row => row.GetInt64(0));
                var versions = await session.QueryAsync(
                    $"SELECT {SecretRow.VersionColumns} FROM secrets_versions WHERE {filter} ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}",
                    SecretRow.ReadVersion);
                return new ListSecretVersionsResponse(versions, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    /// <summary>Every filter of the contract, by equality, all of them together (contracts/SUMMARY.md, lists).</summary>
    private static Sql ReadFilter(QueryFields query, string projectId, string secretId)
    {
        Sql filter = $"project_id = {projectId} AND secret_id = {secretId}";
        if (query.Text("secret_id") is { } sameSecretId)
        {
            filter = $"{filter} AND secret_id = {sameSecretId}";
        }

        if (query.Int32("version", int.MinValue, int.MaxValue) is { } version)
        {
            filter = $"{filter} AND version = {version}";
        }

        if (query.OneOf("status", VersionStatus.Active, VersionStatus.Deactivated, VersionStatus.Destroyed) is { } status)
        {
            filter = $"{filter} AND status = {status}";
        }

        // No version has a user key before user keys are built, so no version passes a filter by one.
        var keyName = query.Text("kms_key_name");
        var keyId = query.Text("kms_key_id");
        var keyVersion = query.Int32("kms_key_version", int.MinValue, int.MaxValue);
        return keyName is null && keyId is null && keyVersion is null ? filter : $"{filter} AND 1 = 0";
    }
}
