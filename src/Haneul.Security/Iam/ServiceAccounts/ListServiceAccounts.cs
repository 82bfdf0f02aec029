using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Lists the service accounts of the project of the token, inactive ones included.</summary>
internal static class ListServiceAccounts
{
    public static readonly Operation Operation = new(
        "iam", "ListServiceAccounts",
        ServiceAccountPermissions.Read,
        TrailRule.Project("List Service Accounts", "Service Account"));

    public static async Task<Outcome<ServiceAccountsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        if (query.Check() is { } error)
        {
            return error;
        }

        return await database.ReadAsync(async session =>
        {
            var bodies = new List<ServiceAccountBody>();
            foreach (var account in await ServiceAccount.ListAsync(session, call.ProjectId))
            {
                bodies.Add(await account.ToBodyAsync(session, directory));
            }

            return new ServiceAccountsResponse(bodies);
        }, call.Context.RequestAborted);
    }
}
