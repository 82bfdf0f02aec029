using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Signing in with a password: how people do it, and how the installation and its organisations are administered.</summary>
internal sealed class PasswordSignIn(IDatabase database, PasswordHashing passwords) : ISignInMethod
{
    /// <inheritdoc />
    public string Name => TokenRequest.PasswordMethod;

    /// <summary>Checks user and password. Whatever is wrong, the answer is the same 401 after the same slow work and one durable write (<see cref="UnknownSignIns"/>).</summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        var identity = request.Password!;
        var cancellation = call.Context.RequestAborted;
        var found = await database.ReadAsync(session => FindUserAsync(session, identity.User), cancellation);
        if (found is not null)
        {
            call.Trail.ActorId = found.User.Id;
            call.Trail.ActorName = found.User.Name;
            call.Trail.ActorDomainId = found.User.DomainId;
        }

        // Nobody has so long a password; it is worked on all the same, so that it takes the time of any other wrong one.
        var stored = identity.Password.Length > PasswordHashing.LongestPassword ? null : found?.PasswordHash;
        var verified = await passwords.VerifyAsync(identity.Password, stored, cancellation);
        if (verified.Error is { } error)
        {
            return error;
        }

        return verified.Value && found is { IsEnabled: true } && !(found.User.PasswordExpiresAt <= UnixTime.ToMicroseconds(call.Now))
            ? new Identified(found.User, [Name], Proof.OfPassword(found.User.Id, found.PasswordHash)) { DefaultProjectId = found.DefaultProjectId }
            : IamErrors.SignInFailed;
    }

    private static ValueTask<FoundUser?> FindUserAsync(IDatabaseSession session, NamedThing user)
    {
        Sql condition = user switch
        {
            { Id: { } id } => $"u.id = {id}",
            { DomainId: { } domainId } => $"u.name_key = {NameKey.Of(user.Name!)} AND u.organisation_id = {domainId}",
            _ => $"u.name_key = {NameKey.Of(user.Name!)} AND uo.name_key = {NameKey.Of(user.DomainName!)}",
        };
        return session.QueryFirstOrDefaultAsync($"""
            SELECT u.password_hash, u.default_project_id, {Subject.SelectUser}
            FROM iam_users u JOIN iam_organisations uo ON uo.id = u.organisation_id
            WHERE {condition}
            """, static row =>
        {
            var found = Subject.ReadUser(row, 2, out var isEnabled);
            return new FoundUser(found, isEnabled, row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1));
        });
    }

    private sealed record FoundUser(TokenUser User, bool IsEnabled, string? PasswordHash, string? DefaultProjectId);
}
