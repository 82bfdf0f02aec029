using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.AccessKeys;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>
/// Makes an access key of a service account: the only way in which one signs in. It holds every role that the account has in its project now, so a role that is given
/// later needs a new key (decisions.md, roles). The one answer that shows its secret.
/// </summary>
internal static class CreateServiceAccountAccessKey
{
    public static readonly Operation Operation = new(
        "iam", "CreateServiceAccountAccessKey",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Access Key Create", "Application Credential"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NotFound, ServiceAccountErrors.NoRoles, IamErrors.AccessKeyNameTaken, IamErrors.AccessKeyLimit);

    public static async Task<Outcome<ServiceAccountAccessKeyResponse>> HandleAsync(
        string service_account_id, Call call, JsonBody body, MeaningfulChanges changes, RoleDirectory directory, AccessKeySecrets secrets, IdGenerator ids, HaneulOptions options)
    {
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(fields => Read(fields, call.Now), out var wanted, out var error))
        {
            return error;
        }

        call.Trail.ResourceName = wanted.Name;
        return await changes.WriteAsync<ServiceAccountAccessKeyResponse>(call, async transaction =>
        {
            if (await ServiceAccount.FindAsync(transaction, service_account_id, call.ProjectId) is not { } account)
            {
                return ServiceAccountErrors.NotFound;
            }

            var roles = await directory.GetAsync(transaction);
            var given = await EffectiveRoles.OnProjectAsync(transaction, account.Id, account.ProjectId);
            var held = EffectiveRoles.Intersect(roles, RoleScope.Project, given, atIssue: null, ofKey: null);
            if (held.Count == 0)
            {
                return ServiceAccountErrors.NoRoles;
            }

            var key = new AccessKey(
                ids.NewHexId(), account.Id, account.ProjectId, wanted.Name, wanted.Description, [.. held.Select(static role => role.Id)], IsUnrestricted: false, wanted.ExpiresAt);
            if (await AccessKey.RefuseAsync(transaction, key, options.AccessKeysPerUserAndProject) is { } notAnother)
            {
                return notAnother;
            }

            var secret = secrets.Generate();
            await AccessKey.InsertAsync(transaction, key, secrets.Hash(secret), UnixTime.ToMicroseconds(call.Now));
            call.Trail.ResourceId = key.Id;
            call.Trail.AddFact("service_account_id", account.Id);
            call.Context.Response.Headers.CacheControl = "no-store";
            return Outcome.Created(new ServiceAccountAccessKeyResponse(ServiceAccountKeys.ToBody(key, roles, secret)));
        });
    }

    private static KeyBasics Read(JsonFields body, DateTimeOffset now) =>
        body.RequiredObject("access_key") is { } key ? KeyBasics.Read(key, now) : new("", null, null);
}
