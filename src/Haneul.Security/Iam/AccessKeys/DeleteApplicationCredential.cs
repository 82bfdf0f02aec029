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

            var name = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT name FROM iam_access_keys WHERE user_id = {user_id} AND id = {application_credential_id}", static row => row.GetString(0));
            if (name is null)
            {
                return IamErrors.AccessKeyNotFound.With(ShownText.Cut(application_credential_id));
            }

            call.Trail.ResourceName = name;
            // Its tokens die with it, because the key is looked up with them; the rows go when they expire. Its access rules stay for other keys to name.
            await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE id = {application_credential_id}");
            return Outcome.NoContent();
        });
    }
}
