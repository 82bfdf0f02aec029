using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Shows a service account of the project of the token.</summary>
internal static class GetServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "GetServiceAccount",
        ServiceAccountPermissions.Read,
        TrailRule.Project("Get Service Account", "Service Account"),
        ServiceAccountErrors.NotFound);

    public static async Task<Outcome<ServiceAccountResponse>> HandleAsync(string service_account_id, Call call, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = service_account_id;
        var body = await database.ReadAsync(async session =>
            await ServiceAccount.FindAsync(session, service_account_id, call.ProjectId) is { } account ? await account.ToBodyAsync(session, directory) : null, call.Context.RequestAborted);
        if (body is null)
        {
            return ServiceAccountErrors.NotFound;
        }

        call.Trail.ResourceName = body.Name;
        return new ServiceAccountResponse(body);
    }
}
