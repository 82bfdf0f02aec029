using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Lists the access keys of a service account, without secrets.</summary>
internal static class ListServiceAccountAccessKeys
{
    public static readonly Operation Operation = new(
        "iam", "ListServiceAccountAccessKeys",
        ServiceAccountPermissions.Read,
        TrailRule.Project("List Service Account Access Keys", "Application Credential"),
        ServiceAccountErrors.NotFound);

    public static async Task<Outcome<ServiceAccountAccessKeysResponse>> HandleAsync(string service_account_id, Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        if (query.Check() is { } error)
        {
            return error;
        }

        return await database.ReadAsync<Outcome<ServiceAccountAccessKeysResponse>>(async session =>
        {
            if (await ServiceAccount.FindAsync(session, service_account_id, call.ProjectId) is not { } account)
            {
                return ServiceAccountErrors.NotFound;
            }

            var roles = await directory.GetAsync(session);
            var keys = await session.QueryAsync($"SELECT {AccessKey.Columns} FROM iam_access_keys k WHERE k.user_id = {account.Id} ORDER BY k.created_at, k.id", AccessKey.Read);
            return new ServiceAccountAccessKeysResponse([.. keys.Select(key => ServiceAccountKeys.ToBody(key, roles))]);
        }, call.Context.RequestAborted);
    }
}
