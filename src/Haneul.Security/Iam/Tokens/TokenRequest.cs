using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A request for a token, as far as it is well-formed. Seed 1 has its two documented forms; the rest is Keystone's.</summary>
/// <param name="Methods">The methods asked for.</param>
/// <param name="AccessKey">What identifies an access key; null unless that method is asked for.</param>
/// <param name="Password">What identifies a user by password; null unless that method is asked for.</param>
/// <param name="Scope">What the token is to be for.</param>
internal sealed record TokenRequest(IReadOnlyList<string> Methods, AccessKeyIdentity? AccessKey, PasswordIdentity? Password, RequestedScope Scope)
{
    public const string AccessKeyMethod = "application_credential";
    public const string PasswordMethod = "password";

    /// <summary>Reads the body.</summary>
    public static TokenRequest Read(JsonFields body)
    {
        var auth = body.RequiredObject("auth");
        var identity = auth?.RequiredObject("identity");
        var methods = identity is null ? [] : ReadMethods(identity);
        return new(
            methods,
            methods.Contains(AccessKeyMethod, StringComparer.Ordinal) && identity!.RequiredObject(AccessKeyMethod) is { } key ? ReadAccessKey(key) : null,
            methods.Contains(PasswordMethod, StringComparer.Ordinal) && identity!.RequiredObject(PasswordMethod)?.RequiredObject("user") is { } user ? ReadPassword(user) : null,
            auth is null ? RequestedScope.None : ReadScope(auth));
    }

    /// <summary>Never shows what was sent.</summary>
    public override string ToString() => nameof(TokenRequest);

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
            // Whoever sends a user along is answered as if they had not: the key has its owner.
            return new(id, null, null, secret);
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

        return new(null, name, key.RequiredObject("user") is { } user ? ReadUser(user) : null, secret);
    }

    private static PasswordIdentity ReadPassword(JsonFields user) => new(ReadUser(user), user.RequiredString("password", 1, 4096));

    private static NamedThing ReadUser(JsonFields user) => ReadThing(user);

    /// <summary>Something by its id, or by its name and organisation.</summary>
    private static NamedThing ReadThing(JsonFields fields)
    {
        if (fields.OptionalString("id", 1) is { } id)
        {
            return new(id, null, null, null);
        }

        if (!fields.Has("name") && !fields.Has("id"))
        {
            fields.AddProblem("id", "is required, or name and domain");
            return NamedThing.Nothing;
        }

        if (!fields.Has("name"))
        {
            return NamedThing.Nothing;
        }

        var name = fields.RequiredString("name");
        if (fields.RequiredObject("domain") is not { } domain)
        {
            return NamedThing.Nothing;
        }

        var domainId = domain.OptionalString("id", 1);
        var domainName = domainId is null ? domain.OptionalString("name", 1) : null;
        if (!domain.Has("id") && !domain.Has("name"))
        {
            domain.AddProblem("id", "is required, or name");
        }

        return new(null, name, domainId, domainName);
    }

    private static RequestedScope ReadScope(JsonFields auth)
    {
        if (!auth.Has("scope"))
        {
            return RequestedScope.None;
        }

        var value = auth.RequiredValue("scope")!.Value;
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("unscoped"u8))
        {
            return new(ScopeKind.Unscoped, null);
        }

        if (auth.RequiredObject("scope") is not { } scope)
        {
            return RequestedScope.None;
        }

        if (scope.Has("project"))
        {
            return new(ScopeKind.Project, scope.RequiredObject("project") is { } project ? ReadThing(project) : NamedThing.Nothing);
        }

        var kind = scope.Has("unscoped") ? ScopeKind.Unscoped
            : scope.Has("domain") ? ScopeKind.Domain
            : scope.Has("system") ? ScopeKind.System
            : scope.Has("OS-TRUST:trust") ? ScopeKind.Trust
            : ScopeKind.None;
        if (kind == ScopeKind.None)
        {
            auth.AddProblem("scope", "must name a project");
        }

        return new(kind, null);
    }
}

/// <summary>Something by its id, or by its name and the id or name of its organisation.</summary>
internal sealed record NamedThing(string? Id, string? Name, string? DomainId, string? DomainName)
{
    /// <summary>What an ill-formed reference reads as; a problem was reported.</summary>
    public static NamedThing Nothing { get; } = new(null, null, null, null);
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

/// <summary>What a token is to be for.</summary>
internal enum ScopeKind
{
    None,
    Unscoped,
    Project,
    Domain,
    System,
    Trust,
}

/// <summary>What a token is to be for, and which one.</summary>
internal sealed record RequestedScope(ScopeKind Kind, NamedThing? Target)
{
    /// <summary>No scope was asked for.</summary>
    public static RequestedScope None { get; } = new(ScopeKind.None, null);
}
