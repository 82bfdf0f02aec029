using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.SecondFactors;
using Haneul.Security.Iam.Settings;
using Haneul.Security.Iam.Tokens;
using Haneul.Security.Iam.Users;

namespace Haneul.Security.Iam;

/// <summary>
/// Gives an installation whose administrators are all locked out one who can sign in. For the offline verb only: whoever may read the root key and write the
/// database is the operator.
/// </summary>
internal sealed class AdministratorReset(IDatabase database, PasswordHashing passwords, IFirstPassword firstPassword, ITrail trail, IdGenerator ids, TimeProvider time)
{
    /// <summary>
    /// Gives a user a new password and the role <c>admin</c> on the system, enables them and their organisation, ends their tokens and whatever waiting wrong
    /// passwords have brought, and takes off their second factor and rules on the methods of signing in: the password must do. Null if there is no such user.
    /// </summary>
    /// <param name="organisation">Id or name of the organisation.</param>
    /// <param name="userName">Name of the user in it.</param>
    /// <param name="keep">Keeps the new password safe before the change commits, so that it is never set and known to nobody.</param>
    /// <param name="cancellation">Ends the work.</param>
    public async ValueTask<AdministratorAccess?> RunAsync(string organisation, string userName, Action<AdministratorAccess> keep, CancellationToken cancellation)
    {
        var password = ids.NewUrlSafe(18);
        var hash = passwords.Seal(passwords.Derive(password));
        var reset = await database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync($"UPDATE iam_epoch SET value = value + 1 WHERE id = 1");
            var access = await transaction.QueryFirstOrDefaultAsync($"""
                SELECT u.id, u.name, o.id, o.name FROM iam_users u JOIN iam_organisations o ON o.id = u.organisation_id
                WHERE u.name_key = {NameKey.Of(userName)} AND (o.id = {organisation} OR o.name_key = {NameKey.Of(organisation)}) AND u.kind = 'user'
                """, row => new AdministratorAccess(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), password));
            if (access is null)
            {
                return null;
            }

            var now = time.GetUtcNow();
            await transaction.ExecuteAsync($"UPDATE iam_organisations SET enabled = 1 WHERE id = {access.OrganisationId}");
            await transaction.ExecuteAsync($"UPDATE iam_users SET enabled = 1 WHERE id = {access.UserId}");
            await PasswordChange.StoreAsync(transaction, access.UserId, new NewPassword(hash, OrganisationSettings.Default), now, isOwn: true);
            await transaction.ExecuteAsync($"""
                INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
                SELECT 'user', {access.UserId}, 'system', 'all', id, 0, {UnixTime.ToMicroseconds(now)} FROM iam_roles WHERE name = {RoleTable.Admin} AND is_built_in = 1
                ON CONFLICT DO NOTHING
                """);
            await transaction.ExecuteAsync($"DELETE FROM iam_password_attempts WHERE user_id = {access.UserId}");
            await SecondFactor.RemoveAsync(transaction, access.UserId);
            await RemoveMethodRulesAsync(transaction, access.UserId);
            await trail.RecordAsync(transaction, EventOf(access, now));
            keep(access);
            return access;
        }, cancellation);
        if (reset is not null)
        {
            firstPassword.Forget(reset.UserId);
        }

        return reset;
    }

    private static async ValueTask RemoveMethodRulesAsync(ITransaction transaction, string userId)
    {
        var options = UserOptionsChange.Parse(await transaction.QueryFirstOrDefaultAsync($"SELECT options FROM iam_users WHERE id = {userId}", static row => row.GetString(0)) ?? MethodRules.NoOptions);
        await transaction.ExecuteAsync($"UPDATE iam_users SET options = {UserOptionsChange.ToColumn(options with { MultiFactorAuthEnabled = null, MultiFactorAuthRules = null })} WHERE id = {userId}");
    }

    private TrailEvent EventOf(AdministratorAccess access, DateTimeOffset now) => new()
    {
        Id = ids.NewTimeOrderedUuid(),
        Time = UnixTime.ToMicroseconds(now),
        Name = "User Password Reset",
        Category = TrailCategory.Organisation,
        ServiceName = IamModule.Descriptor.DisplayName,
        SourceService = IamModule.Descriptor.DisplayName,
        DomainId = access.OrganisationId,
        ResourceType = "Auth",
        ResourceId = access.UserId,
        ResourceName = access.UserName,
        OperationId = "AdminReset",
        Status = 200,
        Result = TrailResult.Success,
        RequestId = ids.NewTimeOrderedUuid(),
    };
}

/// <summary>How the administrator signs in now. The only place that has the password in clear.</summary>
internal sealed record AdministratorAccess(string UserId, string UserName, string OrganisationId, string OrganisationName, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => nameof(AdministratorAccess);
}
