using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>The errors of service accounts.</summary>
internal static class ServiceAccountErrors
{
    public static readonly ErrorCode NotFound = new(404, "ServiceAccountNotFound", "The project has no service account of that id.");
    public static readonly ErrorCode NameTaken = new(409, "ServiceAccountNameTaken", "The organisation already has an account of this name.");
    public static readonly ErrorCode Limit = new(403, "ServiceAccountLimit", "A project may have at most {0} service accounts, inactive ones included.");
    public static readonly ErrorCode NoRoles = new(409, "ServiceAccountWithoutRoles", "The service account has no role in its project, so a key of it could not sign in. Give it a role first.");
}
