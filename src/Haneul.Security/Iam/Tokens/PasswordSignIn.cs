using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Passwords;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Signing in with a password: how people do it, and how the installation and its organisations are administered.</summary>
internal sealed class PasswordSignIn(PasswordProof passwords) : ISignInMethod
{
    /// <inheritdoc />
    public string Name => TokenRequest.PasswordMethod;

    /// <summary>
    /// Checks user and password, and the passcode if the request has one. Whatever is wrong, the answer is the same 401 after the same slow work and one durable write (<see cref="UnknownSignIns"/>). Only who has
    /// proven the password learns that it has expired, or that a passcode is asked for.
    /// </summary>
    public async ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request)
    {
        var identity = request.Password!;
        var proven = await passwords.ProveAsync(call, Find(identity.User), identity.Password, request.Passcode);
        if (proven.Error is { } error)
        {
            return error;
        }

        var owner = proven.Value;
        return owner.IsExpired(call.Now)
            ? PasswordErrors.Expired.With(owner.User.Id)
            : new Identified(owner.User, request.Passcode is null ? [Name] : [Name, TokenRequest.PasscodeMethod], Proof.OfPassword(owner))
            {
                DefaultProjectId = owner.DefaultProjectId,
                Options = owner.Options,
            };
    }

    private static Sql Find(NamedThing user) => user switch
    {
        { Id: { } id } => $"u.id = {id}",
        { DomainId: { } domainId } => $"u.name_key = {NameKey.Of(user.Name!)} AND u.organisation_id = {domainId}",
        _ => $"u.name_key = {NameKey.Of(user.Name!)} AND uo.name_key = {NameKey.Of(user.DomainName!)}",
    };
}
