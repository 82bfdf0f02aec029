using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Lists the versions of a secret without their values, newest first unless asked otherwise.</summary>
internal static class ListSecretVersions
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ListSecretVersions",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListSecretVersions"), "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied);

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"created_at"),
        new("version", $"version"),
        new("status", $"status"),

        // The engines disagree on which side of all others none is.
        new("kms_key_name", $"COALESCE(kms_key_name, '')"),
        new("kms_key_version", $"COALESCE(kms_key_version, 0)"),
        new("resolved_destruction_at", $"COALESCE(destruction_at, 0)"),
    ];

    private static readonly Sql Unique = $"version";

    public static async ValueTask<Outcome<ListSecretVersionsResponse>> HandleAsync(
        string secretId, Call call, QueryFields query, IDatabase database, SecretAccess access)
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
                var secret = await access.FindAsync(session, call, secretId);
                if (secret.Error is { } refused)
                {
                    return refused;
                }

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

        if (query.Text("kms_key_name") is { } keyName)
        {
            filter = $"{filter} AND kms_key_name = {keyName}";
        }

        if (query.Text("kms_key_id") is { } keyId)
        {
            filter = $"{filter} AND kms_key_id = {keyId}";
        }

        return query.Int32("kms_key_version", int.MinValue, int.MaxValue) is { } keyVersion ? $"{filter} AND kms_key_version = {keyVersion}" : filter;
    }
}
