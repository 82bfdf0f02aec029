using Haneul.Kernel.Access;
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
        Permission.SignedIn(AccessKeyRules.Deleting),
        TrailRule.Organisation("User Access Key Delete", "Application Credential"),
        IamErrors.DelegatedCredentials, IamErrors.UserNotFound, IamErrors.AccessKeyNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string user_id, string application_credential_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = application_credential_id;
        if (!call.Caller.IsOrAdmin(user_id))
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        if (AccessKeyRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
        {
            if (await AccessKeyRules.RefuseLookingAsync(call, transaction, user_id, Operation.OperationId) is { } refused)
            {
                return refused;
            }

            var name = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT name FROM iam_access_keys WHERE user_id = {user_id} AND id = {application_credential_id}", static row => row.GetString(0));
            if (name is null)
            {
                return IamErrors.AccessKeyNotFound.With(application_credential_id);
            }

            call.Trail.ResourceName = name;
            // Its tokens die with it, because the key is looked up with them; the rows go when they expire.
            await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE id = {application_credential_id}");
            return Outcome.NoContent();
        });
    }
}
