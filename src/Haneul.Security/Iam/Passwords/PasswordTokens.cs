using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>Ends the tokens that a user has got by their password, where what that takes has changed.</summary>
internal static class PasswordTokens
{
    /// <summary>
    /// Ends them, but for the chain of the caller's own; none where the organisation says that not even a new password ends any. Those of access keys live on: no
    /// change of the second factor is stricter than a new password.
    /// </summary>
    public static async ValueTask EndAsync(ITransaction transaction, string userId, OrganisationSettingsBody settings, Caller? except)
    {
        if (settings.PasswordChangeEnds == "no_tokens")
        {
            return;
        }

        var chain = except?.Origin is TokenEntry { Token: var token } ? token.ParentAuditId ?? token.AuditId : "";
        await transaction.ExecuteAsync($"""
            DELETE FROM iam_tokens WHERE access_key_id IS NULL AND COALESCE(parent_audit_id, audit_id) <> {chain}
              AND (user_id = {userId} OR trust_id IN (SELECT id FROM iam_trusts WHERE trustee_user_id = {userId}))
            """);
    }
}
