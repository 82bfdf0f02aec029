using System.Data.Common;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>An access rule as it is kept and shown by itself.</summary>
internal static class StoredRule
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns => $"id, service, method, path";

    public static AccessRule Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));

    /// <summary>The rule of that id; null if it is none of the user's.</summary>
    public static ValueTask<AccessRule?> FindAsync(IDatabaseSession session, string userId, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns} FROM iam_access_rules WHERE user_id = {userId} AND id = {id}", Read);

    /// <summary>The rule on the wire.</summary>
    public static AccessRuleBody ToBody(AccessRule rule, Call call) =>
        new(rule.Id, rule.Service, rule.Path, rule.Method, IamLinks.To(call, "access_rules", rule.Id));

    /// <summary>How an event names a rule.</summary>
    public static string NameOf(AccessRule rule) => $"{rule.Method} {rule.Service} {rule.Path}";
}
