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
    // Rows of the vendor's catalogue, which knows no other change of a user (spec/events.md section 5).
    private const string PasswordReset = "User Password Reset";
    private const string EmailUpdate = "User Email Update";

    public static readonly Operation Operation = new(
        "iam", "UpdateUser",
        UserPolicies.UpdateUser.Permission,
        TrailRule.Organisation("Update User", "User").Beside((PasswordReset, "Auth"), (EmailUpdate, "User")),
        IamErrors.DelegatedChange, IamErrors.UserNotFound, IamErrors.UserNameTaken, IamErrors.LastAdministrator, UserErrors.AdministratorsOnly);

    public static async Task<Outcome<UserResponse>> HandleAsync(string user_id, Call call, IDatabase database, JsonBody body, MeaningfulChanges changes, PasswordChange passwords)
    {
        if (!body.TryRead(fields => UserFields.Read(fields, user_id), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        // Before the slow work, which is for those who are admitted, and again in the transaction, where it counts.
        var found = await database.ReadAsync(session => FindAsync(call, session, user_id), call.Context.RequestAborted);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var password = await GivenPassword.PrepareAsync(passwords, wanted.ApplyTo(found.Value), wanted.Password, call.Context.RequestAborted);
        if (password.Error is { } busy)
        {
            return busy;
        }

        var changed = await changes.WriteAsync<UserResponse>(call, transaction => ChangeAsync(transaction, call, user_id, wanted, password.Value));
        return wanted.NamesPassword ? passwords.Finish(changed, user_id) : changed;
    }

    private static async ValueTask<Outcome<User>> FindAsync(Call call, IDatabaseSession session, string id)
    {
        var found = await TargetUser.FindAsync(call, session, id, UserPolicies.UpdateUser);
        return found.Error is null && await Administrators.RefuseUserAsync(call, session, id) is { } refused ? refused : found;
    }

    private static async ValueTask<Outcome<UserResponse>> ChangeAsync(ITransaction transaction, Call call, string id, UserFields wanted, NewPassword? password)
    {
        var found = await FindAsync(call, transaction, id);
        if (found.Error is { } error)
        {
            return error;
        }

        var old = found.Value;
        if (wanted.DomainId is not null && wanted.DomainId != old.OrganisationId)
        {
            return CommonErrors.InvalidRequest.With("user.domain_id: can't be changed");
        }

        var user = wanted.ApplyTo(old);
        call.Trail.ResourceName = user.Name;
        if (user.DefaultProjectId != old.DefaultProjectId && await DefaultProject.RefuseAsync(transaction, user.DefaultProjectId) is { } wrongProject)
        {
            return wrongProject;
        }

        if (!await User.UpdateAsync(transaction, user))
        {
            return IamErrors.UserNameTaken;
        }

        if (wanted.NamesPassword)
        {
            await GivenPassword.StoreAsync(transaction, user, password, call.Now);
        }

        if (!user.IsEnabled)
        {
            await TokenStore.DeleteOfUserAsync(transaction, id);
            await transaction.ExecuteAsync($"DELETE FROM iam_access_keys WHERE user_id = {id}");
        }

        if ((!user.IsEnabled || (wanted.NamesPassword && password is null)) && await Administrators.RefuseNoneAsync(transaction) is { } refused)
        {
            return refused;
        }

        call.Trail.SetItems(EventsOf(old, user, wanted.NamesPassword));

        // Read again, because a new password changes when it expires.
        return new UserResponse((await User.FindAsync(transaction, id))!.ToBody(call, isChange: true));
    }

    private static IEnumerable<TrailItem> EventsOf(User old, User user, bool namesPassword)
    {
        var change = new TrailItem(user.Id, user.Name);
        yield return change;
        if (namesPassword)
        {
            yield return change with { EventName = PasswordReset, ResourceType = "Auth" };
        }

        if (!string.Equals(old.Email, user.Email, StringComparison.Ordinal))
        {
            yield return change with { EventName = EmailUpdate };
        }
    }
}
