using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>
/// Changes a user. As in Keystone, a new password ends all tokens of the user, and disabling them ends their access keys too: enabling them again
/// brings neither back.
/// </summary>
internal static class UpdateUser
{
    public static readonly Operation Operation = new(
        "iam", "UpdateUser",
        Permission.Granted("iam:user:manage"),
        TrailRule.Organisation("Update User", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, IamErrors.UserNameTaken, IamErrors.LastAdministrator);

    public static async Task<Outcome<UserResponse>> HandleAsync(string user_id, Call call, JsonBody body, MeaningfulChanges changes, PasswordHashing passwords)
    {
        call.Trail.ResourceId = user_id;
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => UserFields.Read(fields, isNew: false), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var hash = await wanted.HashPasswordAsync(passwords, call.Context.RequestAborted);
        if (hash.Error is { } busy)
        {
            return busy;
        }

        return await changes.WriteAsync<UserResponse>(call, transaction => ChangeAsync(transaction, call, user_id, wanted, hash.Value));
    }

    private static async ValueTask<Outcome<UserResponse>> ChangeAsync(ITransaction transaction, Call call, string id, UserFields wanted, string? hash)
    {
        if (await User.FindAsync(transaction, id) is not { } old)
        {
            return IamErrors.UserNotFound.With(id);
        }

        if (wanted.DomainId is not null && wanted.DomainId != old.OrganisationId)
        {
            return CommonErrors.InvalidRequest.With("user.domain_id: can't be changed");
        }

        var user = old with
        {
            Name = wanted.Name ?? old.Name,
            Email = wanted.Email ?? old.Email,
            Description = wanted.Description ?? old.Description,
            IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
            DefaultProjectId = wanted.DefaultProjectId ?? old.DefaultProjectId,
        };
        call.Trail.ResourceName = user.Name;
        var changed = await transaction.ExecuteAsync($"""
            UPDATE iam_users SET name = {user.Name}, email = {user.Email}, description = {user.Description}, enabled = {user.IsEnabled},
                   default_project_id = {user.DefaultProjectId}, password_hash = COALESCE({hash}, password_hash)
            WHERE id = {id} AND NOT EXISTS (SELECT 1 FROM iam_users o WHERE o.organisation_id = {user.OrganisationId} AND o.name = {user.Name} AND o.id <> {id})
            """);
        if (changed == 0)
        {
            return IamErrors.UserNameTaken;
        }

        if (hash is not null || !user.IsEnabled)
        {
            await TokenStore.DeleteOfUserAsync(transaction, id);
        }

        if (!user.IsEnabled)
        {
            await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE user_id = {id}");
            if (await Administrators.RefuseNoneAsync(transaction) is { } refused)
            {
                return refused;
            }
        }

        return new UserResponse(user.ToBody(call, isChange: true));
    }
}
