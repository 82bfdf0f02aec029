using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Adds a user to an organisation.</summary>
internal static class CreateUser
{
    public static readonly Operation Operation = new(
        "iam", "CreateUser",
        Permission.Granted("iam:user:manage"),
        TrailRule.Organisation("User Add", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNameTaken);

    public static async Task<Outcome<UserResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, PasswordHashing passwords, IdGenerator ids)
    {
        if (call.Caller.RefuseDelegated() is { } delegated)
        {
            return delegated;
        }

        if (!body.TryRead(static fields => UserFields.Read(fields, isNew: true), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var hash = await wanted.HashPasswordAsync(passwords, call.Context.RequestAborted);
        if (hash.Error is { } busy)
        {
            return busy;
        }

        var user = new User(
            ids.NewHexId(), wanted.DomainId ?? call.Caller.ProjectDomainId!, wanted.Name!, wanted.Email, wanted.Description, wanted.IsEnabled ?? true, wanted.DefaultProjectId);
        call.Trail.ResourceName = user.Name;
        return await changes.WriteAsync<UserResponse>(call, async transaction =>
        {
            if (!await Organisation.ExistsAsync(transaction, user.OrganisationId))
            {
                return CommonErrors.InvalidRequest.With("user.domain_id: is no known organisation");
            }

            if (!await User.InsertAsync(transaction, user, hash.Value, UnixTime.ToMicroseconds(call.Now)))
            {
                return IamErrors.UserNameTaken;
            }

            call.Trail.ResourceId = user.Id;
            return Outcome.Created(new UserResponse(user.ToBody(call)));
        });
    }
}
