using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Lists the access keys of a user in all projects, without secrets.</summary>
internal static class ListApplicationCredentials
{
    public static readonly Operation Operation = new(
        "iam", "ListApplicationCredentials",
        Permission.SignedIn(AccessKeyRules.Looking),
        TrailRule.Organisation("List Application Credentials", "Application Credential"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<AccessKeysResponse>> HandleAsync(string user_id, Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        var name = query.Text("name");
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        return await database.ReadAsync<Outcome<AccessKeysResponse>>(async session =>
        {
            if (await AccessKeyRules.RefuseLookingAsync(call, session, user_id, Operation.OperationId) is { } refused)
            {
                return refused;
            }

            var roles = await directory.GetAsync(session);
            Sql named = name is null ? Sql.Empty : $" AND name = {name}";
            var keys = await session.QueryAsync(
                $"SELECT {AccessKey.Columns} FROM iam_access_keys WHERE user_id = {user_id}{named} ORDER BY created_at, id", AccessKey.Read);
            return new AccessKeysResponse(
                [.. keys.Select(key => key.ToBody(call, roles))], IamLinks.ToList(call, $"users/{Uri.EscapeDataString(user_id)}/application_credentials"));
        }, call.Context.RequestAborted);
    }
}
