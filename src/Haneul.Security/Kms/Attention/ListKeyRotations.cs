using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Attention;

/// <summary>
/// Lists the active keys of the project that rotate by themselves, soonest first; with <c>older_than_days</c> instead those that have not been rotated for so long, the
/// longest first.
/// </summary>
internal static class ListKeyRotations
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListKeyRotations",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListKeyRotations"), "Key"));

    private static readonly Sql NextRotationAt = $"next_rotation_at";

    public static async ValueTask<Outcome<ListKeyRotationsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, PageCursors cursors)
    {
        var days = query.Int32("older_than_days", 0, RotationOrder.MostDays);
        var list = FormattableString.Invariant($"{Operation.Name}/{call.ProjectId}/{days}");
        var asked = cursors.Read(query, list);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var statement = days is { } age
            ? RotationOrder.Page(RotationOrder.RotatedAt, RotationOrder.NotRotated(call.ProjectId, call.Now, age), asked.After, asked.Limit + 1)
            : RotationOrder.Page(NextRotationAt, RotationOrder.Planned(call.ProjectId), asked.After, asked.Limit + 1);
        var rows = await database.ReadAsync(session => session.QueryAsync(statement, Row.Read), call.Context.RequestAborted);
        var (page, next) = cursors.Cut(rows, asked, list, static row => row.Position);
        return new ListKeyRotationsResponse([.. page.Select(static row => row.Key)], next);
    }

    private sealed record Row(PagePosition Position, KeyRotation Key)
    {
        public static readonly Func<DbDataReader, Row> Read = static row => new(
            new PagePosition(row.GetInt64(0), row.GetString(1)),
            new KeyRotation
            {
                KeyId = row.GetString(1),
                KeyName = row.GetString(2),
                RotationPeriod = row.IsDBNull(3) ? null : (int)row.GetInt64(3),
                LastRotationAt = row.IsDBNull(4) ? null : UnixTime.ToWire(row.GetInt64(4)),
                NextRotationAt = row.IsDBNull(5) ? null : UnixTime.ToWire(row.GetInt64(5)),
                CreatedAt = UnixTime.ToWire(row.GetInt64(6)),
            });
    }
}
