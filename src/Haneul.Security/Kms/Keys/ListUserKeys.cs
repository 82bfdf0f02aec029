using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Lists the user keys of the project, newest first unless asked otherwise.</summary>
internal static class ListUserKeys
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListUserKeys",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListUserKeys"), "Key"));

    private static readonly SortKey[] SortKeys =
    [
        new("created_at", $"k.created_at"),
        new("name", $"k.name"),
        new("id", $"k.id"),
        new("type", $"k.type"),
        new("purpose", $"k.purpose"),
        new("status", KeyStatus.Expression),
        new("algorithm", $"k.algorithm"),
        new("default_version", $"k.default_version"),
        new("created_by", $"k.created_by"),
    ];

    private static readonly Sql Unique = $"k.id";

    public static async ValueTask<Outcome<ListUserKeysResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, UserKeys keys)
    {
        var page = ListPage.Read(query, SortKeys, Unique);
        var filter = ReadFilter(query, call.ProjectId, keys.Admits(call));
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<ListUserKeysResponse>>(
            async session =>
            {
                var total = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_keys k WHERE {filter}", static row => row.GetInt64(0));
                var rows = await session.QueryAsync(
                    $"{keys.Select(call)} WHERE {filter} ORDER BY {page.OrderBy} LIMIT {page.Limit} OFFSET {page.Offset}", UserKey.Read);
                var answers = new List<Key>(rows.Count);
                foreach (var row in rows)
                {
                    answers.Add(await keys.ToWireAsync(session, row));
                }

                return new ListUserKeysResponse(answers, page.ToPagination(total));
            },
            call.Context.RequestAborted);
    }

    /// <summary>Every filter of the contract, by equality, all of them together (contracts/SUMMARY.md, lists).</summary>
    private static Sql ReadFilter(QueryFields query, string projectId, Sql admits)
    {
        Sql filter = $"k.project_id = {projectId}";
        filter = Add(filter, $"k.name", query.Text("name"));
        filter = Add(filter, $"k.id", query.Text("id"));
        filter = Add(filter, $"k.type", KeyFields.ReadType(query));
        filter = Add(filter, $"k.purpose", KeyFields.ReadPurpose(query));
        filter = Add(filter, $"k.algorithm", KeyFields.ReadAlgorithm(query));
        filter = Add(filter, KeyStatus.Expression, query.OneOf("status", KeyStatus.PreActivation, KeyStatus.Active, KeyStatus.Deactivated));
        filter = Add(filter, $"k.created_by", query.Text("created_by"));

        // The contract types this one as text, though it is a number everywhere else.
        if (query.Int32("default_version", 0, int.MaxValue) is { } defaultVersion)
        {
            filter = $"{filter} AND k.default_version = {defaultVersion}";
        }

        if (ReadBoolean(query, "is_access_control_enabled") is { } isEnabled)
        {
            filter = $"{filter} AND k.is_access_control_enabled = {isEnabled}";
        }

        return ReadBoolean(query, "is_accessible") switch
        {
            true => $"{filter} AND {admits}",
            false => $"{filter} AND NOT {admits}",
            null => filter,
        };
    }

    private static Sql Add(Sql filter, Sql column, string? value) => value is null ? filter : $"{filter} AND {column} = {value}";

    private static bool? ReadBoolean(QueryFields query, string name) => query.OneOf(name, "true", "false") is { } word ? word == "true" : null;
}
