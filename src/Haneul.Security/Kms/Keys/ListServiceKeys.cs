using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Rotation;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Lists the keys that services keep for themselves in the project. A service makes its key when it first needs one.</summary>
internal static class ListServiceKeys
{
    // The catalogue's only event about service keys; this is the only call of the contract that is about them alone (spec/secrets-and-kms.md 4.5).
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListServiceKeys",
        KmsPermissions.Read,
        TrailRule.Project("Get Service Key", "Key"));

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"created_at"),
        new("name", $"name"),
        new("service", $"name"),
        new("default_version", $"default_version"),
    ];

    private static readonly Sql Unique = $"name";

    private static readonly Func<DbDataReader, ServiceKey> Read = static row =>
    {
        var newest = (int)row.GetInt64(1);
        return new ServiceKey
        {
            Name = row.GetString(0),
            DefaultVersion = newest,
            Service = row.GetString(0),
            Status = KeyStatus.Active,
            RotationPeriod = row.IsDBNull(4) ? null : ServiceKeySchedule.PeriodDays,
            LastRotationAt = newest > 1 ? UnixTime.ToWire(row.GetInt64(3)) : null,
            NextRotationAt = row.IsDBNull(4) ? null : UnixTime.ToWire(row.GetInt64(4)),
            CreatedAt = UnixTime.ToWire(row.GetInt64(2)),
        };
    };

    public static async ValueTask<Outcome<ListServiceKeysResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var page = ListPage.Read(query, SortKeys, Unique);
        Sql filter = $"1 = 1";
        foreach (var parameter in new[] { "name", "service" })
        {
            // Both are the id of the service (docs/adr/0016).
            filter = query.Text(parameter) is { } service ? $"{filter} AND name = {service}" : filter;
        }

        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var source = ServiceKeysOf(call.ProjectId);
        return await database.ReadAsync<Outcome<ListServiceKeysResponse>>(
            async session =>
            {
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM {source} WHERE {filter}", static row => row.GetInt64(0));
                var keys = await session.QueryAsync(
                    $"""
                    SELECT name, default_version, created_at, rotated_at, next_rotation_at FROM {source} WHERE {filter}
                    ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}
                    """,
                    Read);
                return new ListServiceKeysResponse(keys, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    /// <summary>
    /// The service keys of a project, a row each, for after FROM. That under which KMS keeps the material of user keys is left out: it is inside
    /// this service and is no key that a caller's data is under.
    /// </summary>
    public static Sql ServiceKeysOf(string projectId) =>
        $"""
        (SELECT k.service AS name, MAX(k.term) AS default_version, COALESCE(r.created_at, MIN(k.created_at)) AS created_at,
                COALESCE(r.last_rotation_at, MAX(k.created_at)) AS rotated_at, NULLIF(r.next_rotation_at, 0) AS next_rotation_at
         FROM kms_service_keys k LEFT JOIN kms_service_key_rotations r ON r.project_id = k.project_id AND r.service = k.service
         WHERE k.project_id = {projectId} AND k.service <> {KmsModule.Id} GROUP BY k.service, r.created_at, r.last_rotation_at, r.next_rotation_at) service_keys
        """;
}
