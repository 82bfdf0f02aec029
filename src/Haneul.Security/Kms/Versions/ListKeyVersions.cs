using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Lists the versions of a key without their material, newest first unless asked otherwise.</summary>
internal static class ListKeyVersions
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListKeyVersions",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListKeyVersions"), "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied);

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"created_at"),
        new("version", $"version"),
        new("status", $"status"),
        new("id", $"id"),
    ];

    private static readonly Sql Unique = $"version";

    public static async ValueTask<Outcome<ListKeyVersionsResponse>> HandleAsync(string keyId, Call call, QueryFields query, IDatabase database, UserKeys keys)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        var page = ListPage.Read(query, SortKeys, Unique);
        var filter = ReadFilter(query, call.ProjectId, keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListKeyVersionsResponse>>(
            async session =>
            {
                var key = await keys.RequireAsync(session, call, keyId);
                if (key.Error is { } refused)
                {
                    return refused;
                }

                var algorithm = key.Value.Spec.Algorithm;
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_key_versions WHERE {filter}", static row => row.GetInt64(0));
                var versions = await session.QueryAsync(
                    $"""
                    SELECT id, version, status, destruction_at, created_at FROM kms_key_versions WHERE {filter}
                    ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}
                    """,
                    row => new KeyVersion
                    {
                        Id = row.GetString(0),
                        Version = (int)row.GetInt64(1),
                        Status = row.GetString(2),
                        Algorithm = algorithm,
                        ResolvedDestructionAt = row.IsDBNull(3) ? null : UnixTime.ToWire(row.GetInt64(3)),
                        CreatedAt = UnixTime.ToWire(row.GetInt64(4)),
                    });
                return new ListKeyVersionsResponse(versions, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    private static Sql ReadFilter(QueryFields query, string projectId, string keyId)
    {
        Sql filter = $"project_id = {projectId} AND key_id = {keyId}";

        // A string in the contract, for a field that is a number.
        if (query.Int32("version", int.MinValue, int.MaxValue) is { } version)
        {
            filter = $"{filter} AND version = {version}";
        }

        return query.OneOf("status", KeyVersionStatus.Active, KeyVersionStatus.Deactivated, KeyVersionStatus.Destroyed) is { } status
            ? $"{filter} AND status = {status}"
            : filter;
    }
}
