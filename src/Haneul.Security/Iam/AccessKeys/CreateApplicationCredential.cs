using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>Makes an access key for the caller in the project of their token. The one answer that shows its secret.</summary>
internal static class CreateApplicationCredential
{
    public static readonly Operation Operation = new(
        "iam", "CreateApplicationCredential",
        Permission.SignedIn(AccessKeyRules.Making),
        TrailRule.Organisation("User Access Key Create", "Application Credential"),
        IamErrors.DelegatedCredentials, IamErrors.AccessKeyNameTaken, IamErrors.AccessKeyLimit, IamErrors.FeatureNotBuilt);

    public static async Task<Outcome<AccessKeyResponse>> HandleAsync(
        string user_id, Call call, JsonBody body, MeaningfulChanges changes, IDatabase database, RoleDirectory directory, AccessKeySecrets secrets, IdGenerator ids, HaneulOptions options)
    {
        var caller = call.Caller;
        if (!caller.Is(user_id))
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        if (AccessKeyRules.RefuseDelegated(call) is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(fields => NewAccessKey.Read(fields, call.Now), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        if (caller.ProjectId is not { } projectId)
        {
            return CommonErrors.Forbidden.With("an application credential needs a token for a project");
        }

        if (wanted.HasAccessRules)
        {
            return IamErrors.FeatureNotBuilt.With("Access rules (application_credential.access_rules)");
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
            var count = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_access_keys WHERE user_id = {key.UserId} AND project_id = {key.ProjectId}", static row => row.GetInt64(0));
            var isTaken = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_access_keys WHERE user_id = {key.UserId} AND name = {key.Name}", static row => row.GetInt64(0)) > 0;
            if (isTaken)
            {
                return IamErrors.AccessKeyNameTaken;
            }

            if (count >= options.AccessKeysPerUserAndProject)
            {
                return IamErrors.AccessKeyLimit.With(options.AccessKeysPerUserAndProject);
            }

            await InsertAsync(transaction, key, hash, UnixTime.ToMicroseconds(call.Now));
            call.Trail.ResourceId = key.Id;
            return Outcome.Created(new AccessKeyResponse(key.ToBody(call, roles, secret)));
        });
    }

    /// <summary>Keeps a new key.</summary>
    public static async ValueTask InsertAsync(ITransaction transaction, AccessKey key, byte[] secretHash, long now) => await transaction.ExecuteAsync($"""
        INSERT INTO iam_access_keys (id, user_id, project_id, name, description, secret_hash, role_ids, unrestricted, expires_at, created_at)
        VALUES ({key.Id}, {key.UserId}, {key.ProjectId}, {key.Name}, {key.Description}, {secretHash}, {RoleIds.Join(key.RoleIds)}, {key.IsUnrestricted}, {key.ExpiresAt}, {now})
        """);
}
