using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>
/// Makes an access key for the caller in the project of their token. The one answer that shows its secret. A key that is made with a token of another stays within that
/// one's roles, access rules and life (decisions.md, delegated tokens).
/// </summary>
internal static class CreateApplicationCredential
{
    public static readonly Operation Operation = new(
        "iam", "CreateApplicationCredential",
        AccessKeyPolicies.CreateKey.Permission,
        TrailRule.Organisation("User Access Key Create", "Application Credential"),
        IamErrors.DelegatedCredentials, AccessKeyErrors.NotWithThisDelegation, AccessKeyErrors.WiderAccessRules, AccessKeyErrors.AccessRuleNotFound,
        IamErrors.AccessKeyNameTaken, IamErrors.AccessKeyLimit);

    public static async Task<Outcome<AccessKeyResponse>> HandleAsync(
        string user_id, Call call, JsonBody body, MeaningfulChanges changes, IDatabase database, RoleDirectory directory, AccessKeySecrets secrets, IdGenerator ids, HaneulOptions options)
    {
        var caller = call.Caller;
        if (AccessKeyRules.Refuse(call, AccessKeyPolicies.CreateKey, user_id, isChange: true) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(fields => NewAccessKey.Read(fields, call.Now), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (caller.ProjectId is not { } projectId)
        {
            return CommonErrors.Forbidden.With("an application credential needs a token for a project");
        }

        var roles = await database.ReadAsync(session => directory.GetAsync(session), call.Context.RequestAborted);
        if (!wanted.TryChooseRoles(roles, caller, out var chosen, out error))
        {
            return error;
        }

        var secret = wanted.Secret ?? secrets.Generate();
        var key = new AccessKey(
            ids.NewHexId(), caller.UserId, projectId, wanted.Name, wanted.Description, [.. chosen.Select(role => role.Id)], wanted.IsUnrestricted, wanted.ExpiresWithin(caller));
        var hash = secrets.Hash(secret);
        call.Trail.ResourceName = key.Name;
        return await changes.WriteAsync<AccessKeyResponse>(call, async transaction =>
        {
            if (await AccessKey.RefuseAsync(transaction, key, options.AccessKeysPerUserAndProject) is { } notAnother)
            {
                return notAnother;
            }

            var now = UnixTime.ToMicroseconds(call.Now);
            var rules = await NewKeyRules.ChooseAsync(transaction, caller, wanted.Rules, ids, now);
            if (rules.Error is { } wider)
            {
                return wider;
            }

            var complete = key with { Rules = rules.Value.Rules };
            await AccessKey.InsertAsync(transaction, complete, hash, now);
            call.Trail.ResourceId = key.Id;
            return Outcome.Created(new AccessKeyResponse(complete.ToBody(call, roles, secret)));
        });
    }
}
