using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>An access rule that a new key is to have: one that its user has already, by its id, or one by what it says.</summary>
internal sealed record WantedRule(string? Id, string Service, string Method, string Path)
{
    private const int LongestPath = 225;

    private static readonly string[] Methods = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

    /// <summary>Reads one.</summary>
    public static WantedRule Read(JsonFields rule)
    {
        if (rule.Has("id"))
        {
            if (rule.Has("path") || rule.Has("method") || rule.Has("service"))
            {
                rule.AddProblem("id", "must not stand beside path, method and service");
            }

            return new(rule.RequiredString("id", 1, 64), "", "", "");
        }

        var path = rule.RequiredString("path", 1, LongestPath);
        if (path.Length > 0 && (path[0] != '/' || path.Any(char.IsControl)))
        {
            rule.AddProblem("path", "must begin with / and have no control characters");
        }

        var method = rule.RequiredString("method");
        if (method.Length > 0 && !Methods.Contains(method, StringComparer.Ordinal))
        {
            rule.AddProblem("method", $"must be one of {string.Join(", ", Methods)}");
        }

        var service = rule.RequiredString("service");
        if (service.Any(static character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            rule.AddProblem("service", "must be the type of a service, without white space");
        }

        return new(null, service, method, path);
    }

    /// <summary>The rule itself: the one that the user has already, whoever made it, or a new one. Null if its id is none of the user's.</summary>
    public async ValueTask<AccessRule?> FindOrMakeAsync(ITransaction transaction, string userId, IdGenerator ids, long now)
    {
        if (Id is not null)
        {
            return await StoredRule.FindAsync(transaction, userId, Id);
        }

        var found = await transaction.QueryFirstOrDefaultAsync($"""
            SELECT {StoredRule.Columns} FROM iam_access_rules WHERE user_id = {userId} AND service = {Service} AND method = {Method} AND path = {Path}
            """, StoredRule.Read);
        if (found is not null)
        {
            return found;
        }

        var rule = new AccessRule(ids.NewHexId(), Service, Method, Path);
        await transaction.ExecuteAsync($"""
            INSERT INTO iam_access_rules (id, user_id, service, method, path, created_at)
            VALUES ({rule.Id}, {userId}, {rule.Service}, {rule.Method}, {rule.Path}, {now})
            """);
        return rule;
    }
}
