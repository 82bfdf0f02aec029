using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>The errors of service accounts.</summary>
internal static class ServiceAccountErrors
{
    public static readonly ErrorCode NotFound = new(404, "ServiceAccountNotFound", "The project has no service account of that id.");
    public static readonly ErrorCode NameTaken = new(409, "ServiceAccountNameTaken", "The organisation already has an account of this name.");
    public static readonly ErrorCode Limit = new(403, "ServiceAccountLimit", "A project may have at most {0} service accounts, inactive ones included.");
}
