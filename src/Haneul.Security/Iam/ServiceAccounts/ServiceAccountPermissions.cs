using Haneul.Kernel.Access;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Who sees and manages the service accounts of a project (spec/roles.md section 4).</summary>
internal static class ServiceAccountPermissions
{
    public static readonly Permission Read = Permission.Granted("iam:service-account:read");

    public static readonly Permission Manage = Permission.Granted("iam:service-account:manage");
}
