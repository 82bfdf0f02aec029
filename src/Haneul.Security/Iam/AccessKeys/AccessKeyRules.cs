using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Who may do what with access keys (decisions.md, delegated tokens).</summary>
internal static class AccessKeyRules
{
    /// <summary>The rule for looking, in words.</summary>
    public const string Looking = IamRules.SelfOrAdmin;

    /// <summary>The rule for deleting, in words.</summary>
    public const string Deleting = "the user themselves, or an administrator; not with a token of a restricted access key";

    /// <summary>The rule for making, in words.</summary>
    public const string Making = "the user themselves, with a password token for the project or one of an unrestricted access key";

    /// <summary>403 for tokens that may not manage access keys: those made with a restricted one.</summary>
    public static Error? RefuseDelegated(Call call) =>
        call.Caller.Origin is TokenEntry { Token.Subject.AccessKey: { IsUnrestricted: false } } ? IamErrors.DelegatedCredentials.AsError() : null;

    /// <summary>Null if the caller may see the keys of a user. 403 for another's keys; 404 if there is no such user, which only an administrator learns.</summary>
    public static async ValueTask<Error?> RefuseLookingAsync(Call call, IDatabaseSession session, string userId, string operationId)
    {
        if (!call.Caller.IsOrAdmin(userId))
        {
            return CommonErrors.Forbidden.With(operationId);
        }

        return call.Caller.Is(userId) || await User.FindAsync(session, userId) is not null ? null : IamErrors.UserNotFound.With(userId);
    }
}
