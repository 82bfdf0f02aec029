using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Keeps a service account from signing in. Its tokens are refused from the next call on; its keys wait for it.</summary>
internal static class DeactivateServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "DeactivateServiceAccount",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Deactivate", "Service Account"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound);

    public static Task<Outcome<ServiceAccountResponse>> HandleAsync(string service_account_id, Call call, MeaningfulChanges changes, RoleDirectory directory) =>
        ServiceAccountActivity.SetAsync(service_account_id, isActive: false, call, changes, directory);
}
