using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>Makes a service account in the project of the token, with roles in that project if the caller names any.</summary>
internal static class CreateServiceAccount
{
    public static readonly Operation Operation = new(
        "iam", "CreateServiceAccount",
        ServiceAccountPermissions.Manage,
        TrailRule.Project("Service Account Create", "Service Account"),
        IamErrors.DelegatedChange, ServiceAccountErrors.NameTaken, ServiceAccountErrors.Limit);

    public static async Task<Outcome<ServiceAccountResponse>> HandleAsync(
        Call call, JsonBody body, MeaningfulChanges changes, RoleDirectory directory, IdGenerator ids, HaneulOptions options)
    {
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => ServiceAccountFields.Read(fields, isNew: true), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<ServiceAccountResponse>(call, async transaction =>
        {
            var roles = wanted.ChooseRoles(await directory.GetAsync(transaction));
            if (roles.Error is { } wrong)
            {
                return wrong;
            }

            var (projectName, count) = await transaction.QueryFirstOrDefaultAsync($"""
                SELECT p.name, (SELECT COUNT(*) FROM iam_service_accounts s WHERE s.project_id = p.id) FROM iam_projects p WHERE p.id = {call.ProjectId}
                """, static row => (row.GetString(0), row.GetInt64(1)));
            if (count >= options.ServiceAccountsPerProject)
            {
                return ServiceAccountErrors.Limit.With(options.ServiceAccountsPerProject);
            }

            var now = UnixTime.ToMicroseconds(call.Now);
            var account = new ServiceAccount(
                ids.NewHexId(), $"{wanted.Name}-{projectName}{ServiceAccount.NameSuffix}", wanted.Description ?? "", call.ProjectId, IsActive: true, call.Caller.UserId, now);
            call.Trail.ResourceName = account.Name;
            if (!await InsertAsync(transaction, account, call.Caller.ProjectDomainId!))
            {
                return ServiceAccountErrors.NameTaken;
            }

            foreach (var role in roles.Value)
            {
                await transaction.ExecuteAsync($"""
                    INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
                    VALUES ('user', {account.Id}, 'project', {account.ProjectId}, {role.Id}, 0, {now})
                    """);
            }

            call.Trail.ResourceId = account.Id;
            return Outcome.Created(new ServiceAccountResponse(await account.ToBodyAsync(transaction, directory)));
        });
    }

    private static async ValueTask<bool> InsertAsync(ITransaction transaction, ServiceAccount account, string organisationId)
    {
        var inserted = await transaction.ExecuteAsync($"""
            INSERT INTO iam_users (id, organisation_id, name, name_key, description, enabled, kind, created_at)
            VALUES ({account.Id}, {organisationId}, {account.Name}, {NameKey.Of(account.Name)}, {account.Description}, 1, {ServiceAccount.Kind}, {account.CreatedAt})
            ON CONFLICT DO NOTHING
            """);
        return inserted > 0 && await transaction.ExecuteAsync($"""
            INSERT INTO iam_service_accounts (user_id, project_id, created_by, created_at) VALUES ({account.Id}, {account.ProjectId}, {account.CreatedBy}, {account.CreatedAt})
            """) > 0;
    }
}
