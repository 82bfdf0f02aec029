using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Lets a service account sign in again, with the keys that it had.</summary>
internal static class ActivateServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "ActivateServiceAccount",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Activate", "Service Account"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound);

    public static Task<Outcome<ServiceAccountResponse>> HandleAsync(string service_account_id, Call call, MeaningfulChanges changes, RoleDirectory directory) =>
        ServiceAccountActivity.SetAsync(service_account_id, isActive: true, call, changes, directory);
}
