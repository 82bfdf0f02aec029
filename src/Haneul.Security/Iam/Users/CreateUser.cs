using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Adds a user to an organisation.</summary>
internal static class CreateUser
{
    public static readonly Operation Operation = new(
        "iam", "CreateUser",
        UserPolicies.CreateUser.Permission,
        TrailRule.Organisation("User Add", "User"),
        IamErrors.DelegatedChange, IamErrors.UserNameTaken);

    public static async Task<Outcome<UserResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, PasswordChange passwords, IdGenerator ids)
    {
        if (!body.TryRead(static fields => UserFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore))
        {
            return error;
        }

        var user = wanted.ToNew(ids.NewHexId(), wanted.DomainId ?? DefaultOrganisation.Of(call.Caller));
        call.Trail.ResourceName = user.Name;
        if (UserPolicies.CreateUser.Refuse(call, new PolicyTarget(DomainId: user.OrganisationId)) is { } refused)
        {
            return refused;
        }

        var password = await GivenPassword.PrepareAsync(passwords, user, wanted.Password, call.Context.RequestAborted);
        if (password.Error is { } busy)
        {
            return busy;
        }

        return await changes.WriteAsync<UserResponse>(call, async transaction =>
        {
            if (!await Organisation.ExistsAsync(transaction, user.OrganisationId))
            {
                return CommonErrors.InvalidRequest.With("user.domain_id: is no known organisation");
            }

            call.Trail.DomainId = user.OrganisationId;
            if (await DefaultProject.RefuseAsync(transaction, user.DefaultProjectId) is { } wrongProject)
            {
                return wrongProject;
            }

            if (!await User.InsertAsync(transaction, user, passwordHash: null, UnixTime.ToMicroseconds(call.Now)))
            {
                return IamErrors.UserNameTaken;
            }

            if (password.Value is not null)
            {
                await GivenPassword.StoreAsync(transaction, user, password.Value, call.Now);
            }

            // Read again, because the password may expire.
            call.Trail.ResourceId = user.Id;
            return Outcome.Created(new UserResponse((await User.FindAsync(transaction, user.Id))!.ToBody(call)));
        });
    }
}
