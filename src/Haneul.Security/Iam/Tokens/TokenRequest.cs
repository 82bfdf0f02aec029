using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A request for a token, as far as it is well-formed. Seed 1 has its two documented forms; the rest is Keystone's.</summary>
/// <param name="Methods">The methods asked for.</param>
/// <param name="AccessKey">What identifies an access key; null unless that method is asked for.</param>
/// <param name="Password">What identifies a user by password; null unless that method is asked for.</param>
/// <param name="Passcode">A passcode of a user's second factor; null unless that method is asked for.</param>
/// <param name="Token">A token that the caller has; null unless that method is asked for.</param>
/// <param name="Scope">What the token is to be for.</param>
internal sealed record TokenRequest(IReadOnlyList<string> Methods, AccessKeyIdentity? AccessKey, PasswordIdentity? Password, PasscodeIdentity? Passcode, string? Token, RequestedScope Scope)
{
    public const string AccessKeyMethod = "application_credential";
    public const string PasswordMethod = "password";
    public const string PasscodeMethod = "totp";
    public const string TokenMethod = "token";

    private const int LongestToken = 4096;

    /// <summary>Reads the body.</summary>
    public static TokenRequest Read(JsonFields body)
    {
        var auth = body.RequiredObject("auth");
        var identity = auth?.RequiredObject("identity");
        var methods = identity is null ? [] : ReadMethods(identity);
        return new(
            methods,
            ReadMethod(identity, methods, AccessKeyMethod) is { } key ? ReadAccessKey(key) : null,
            ReadMethod(identity, methods, PasswordMethod)?.RequiredObject("user") is { } user ? ReadPassword(user) : null,
            ReadMethod(identity, methods, PasscodeMethod)?.RequiredObject("user") is { } owner ? ReadPasscode(owner) : null,
            ReadMethod(identity, methods, TokenMethod)?.RequiredString("id", 1, LongestToken),
            auth is null ? RequestedScope.None : RequestedScope.Read(auth));
    }

    /// <summary>Never shows what was sent.</summary>
    public override string ToString() => nameof(TokenRequest);

    private static JsonFields? ReadMethod(JsonFields? identity, IReadOnlyList<string> methods, string method) =>
        methods.Contains(method, StringComparer.Ordinal) ? identity!.RequiredObject(method) : null;

    private static IReadOnlyList<string> ReadMethods(JsonFields identity)
    {
        var methods = identity.OptionalStrings("methods", maxCount: 16);
        if (methods is { Count: > 0 })
        {
            return methods;
        }

        if (!identity.Has("methods") || methods is not null)
        {
            identity.AddProblem("methods", methods is null ? "is required" : "must name a method");
        }
        else if (identity.RequiredValue("methods") is { ValueKind: JsonValueKind.Null })
        {
            identity.AddProblem("methods", "must not be null");
        }

        return [];
    }

    private static AccessKeyIdentity ReadAccessKey(JsonFields key)
    {
        var secret = key.RequiredString("secret");
        if (key.OptionalString("id", 1) is { } id)
        {
            // A user need not be named beside the id; one who is must be the key's owner (CVE-2026-42998).
            return new(id, null, key.OptionalObject("user") is { } owner ? NamedThing.Read(owner) : null, secret);
        }

        var name = key.OptionalString("name", 1);
        if (name is null)
        {
            if (!key.Has("id") && !key.Has("name"))
            {
                key.AddProblem("id", "is required, or name and user");
            }

            return new(null, null, null, secret);
        }

        return new(null, name, key.RequiredObject("user") is { } user ? NamedThing.Read(user) : null, secret);
    }

    private static PasscodeIdentity ReadPasscode(JsonFields user) => new(NamedThing.Read(user), user.RequiredString("passcode", 1, RecoveryCodes.LongestCode));

    private static PasswordIdentity ReadPassword(JsonFields user) => new(NamedThing.Read(user), user.RequiredString("password", 1, 4096));
}

/// <summary>An access key by its id, or by its name and user, and the secret.</summary>
internal sealed record AccessKeyIdentity(string? Id, string? Name, NamedThing? User, string Secret)
{
    /// <summary>Never shows what was sent.</summary>
    public override string ToString() => nameof(AccessKeyIdentity);
}

/// <summary>A user and a password.</summary>
internal sealed record PasswordIdentity(NamedThing User, string Password)
{
    /// <summary>Never shows what was sent.</summary>
    public override string ToString() => nameof(PasswordIdentity);
}

/// <summary>A user and a passcode of their second factor, or a recovery code in its place.</summary>
internal sealed record PasscodeIdentity(NamedThing User, string Passcode)
{
    /// <summary>Never shows what was sent.</summary>
    public override string ToString() => nameof(PasscodeIdentity);
}
