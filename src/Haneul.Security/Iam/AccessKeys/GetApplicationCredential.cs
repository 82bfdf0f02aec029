using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Shows an access key, without its secret.</summary>
internal static class GetApplicationCredential
{
    public static readonly Operation Operation = new(
        "iam", "GetApplicationCredential",
        AccessKeyPolicies.GetKey.Permission,
        TrailRule.Organisation("Get Application Credential", "Application Credential"),
        AccessKeyErrors.NotWithThisDelegation, IamErrors.UserNotFound, IamErrors.AccessKeyNotFound);

    public static async Task<Outcome<AccessKeyResponse>> HandleAsync(string user_id, string application_credential_id, Call call, IDatabase database, RoleDirectory directory)
    {
        call.Trail.ResourceId = application_credential_id;
        return await database.ReadAsync<Outcome<AccessKeyResponse>>(async session =>
        {
            if (await AccessKeyRules.RefuseLookingAsync(call, session, AccessKeyPolicies.GetKey, user_id) is { } refused)
            {
                return refused;
            }

            var key = await session.QueryFirstOrDefaultAsync(
                $"SELECT {AccessKey.Columns} FROM iam_access_keys k WHERE k.user_id = {user_id} AND k.id = {application_credential_id}", AccessKey.Read);
            if (key is null)
            {
                return IamErrors.AccessKeyNotFound.With(ShownText.Cut(application_credential_id));
            }

            call.Trail.ResourceName = key.Name;
            return new AccessKeyResponse(key.ToBody(call, await directory.GetAsync(session)));
        }, call.Context.RequestAborted);
    }
}
