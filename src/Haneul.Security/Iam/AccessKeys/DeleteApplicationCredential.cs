using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Deletes an access key. Its tokens die with it, at once (seed 1, permission expiration).</summary>
internal static class DeleteApplicationCredential
{
    public static readonly Operation Operation = new(
        "iam", "DeleteApplicationCredential",
        AccessKeyPolicies.DeleteKey.Permission,
        TrailRule.Organisation("User Access Key Delete", "Application Credential"),
        IamErrors.DelegatedCredentials, AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound, IamErrors.AccessKeyNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, string application_credential_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = application_credential_id;
        if (AccessKeyRules.Refuse(call, AccessKeyPolicies.DeleteKey, user_id, isChange: true) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await AccessKeyRules.RefuseUnknownAsync(call, transaction, user_id) is { } unknown)
            {
                return unknown;
            }

            if (await AccessKey.DeleteAsync(transaction, user_id, application_credential_id) is not { } name)
            {
                return IamErrors.AccessKeyNotFound.With(ShownText.Cut(application_credential_id));
            }

            call.Trail.ResourceName = name;
            return Outcome.NoContent();
        });
    }
}
