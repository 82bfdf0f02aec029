using System.Diagnostics.CodeAnalysis;
using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>What a request for an access key asks for.</summary>
internal sealed record NewAccessKey(
    string Name, string? Description, string? Secret, bool? IsUnrestricted, long? ExpiresAt, IReadOnlyList<NewAccessKey.WantedRole>? Roles,
    IReadOnlyList<WantedRule>? Rules)
{
    /// <summary>Reads the body.</summary>
    public static NewAccessKey Read(JsonFields body, DateTimeOffset now)
    {
        if (body.RequiredObject("application_credential") is not { } key)
        {
            return new("", null, null, null, null, null, null);
        }

        var basics = KeyBasics.Read(key, now);
        return new(
            basics.Name,
            basics.Description,
            key.OptionalString("secret", AccessKeySecrets.ShortestSecret, AccessKeySecrets.LongestSecret),
            key.OptionalBoolean("unrestricted"),
            basics.ExpiresAt,
            key.OptionalObjects("roles", ReadRole, maxCount: 100),
            key.OptionalObjects("access_rules", WantedRule.Read, maxCount: 100));
    }

    /// <summary>
    /// The roles of the new key: all of the token's, or those asked for with what they imply, as far as the token has that too. 400 for a role that does not exist or that
    /// the token does not hold: one and the same answer, as in Keystone. Roles are compared by id: a domain-specific role may be called like one that the token has.
    /// </summary>
    public bool TryChooseRoles(RoleSet roles, Caller caller, [NotNullWhen(true)] out IReadOnlyList<Role>? chosen, [NotNullWhen(false)] out Error? error)
    {
        error = null;
        var held = caller.Origin is TokenEntry entry ? entry.Token.Roles : [];
        if (Roles is null or { Count: 0 })
        {
            chosen = held;
            return true;
        }

        chosen = null;
        var ids = new List<string>();
        var problems = new List<FieldProblem>();
        foreach (var (wanted, index) in Roles.Select((wanted, index) => (wanted, index)))
        {
            var id = wanted.Id ?? roles.FindByName(wanted.Name ?? "")?.Id;
            if (held.Any(role => string.Equals(role.Id, id, StringComparison.Ordinal)))
            {
                ids.Add(id!);
            }
            else
            {
                problems.Add(new($"application_credential.roles[{index}]", "is a role that the token does not have"));
            }
        }

        if (problems.Count > 0)
        {
            error = Error.FromProblems(problems);
            return false;
        }

        var reached = roles.Closure(ids);
        chosen = [.. held.Where(role => reached.Contains(role.Id))];
        return true;
    }

    /// <summary>When the new key expires: a key that an access key makes never outlives its maker.</summary>
    public long? ExpiresWithin(Caller caller) =>
        caller.Origin is TokenEntry { Token.Subject.AccessKey.ExpiresAt: { } limit } ? Math.Min(ExpiresAt ?? limit, limit) : ExpiresAt;

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(NewAccessKey);

    private static WantedRole ReadRole(JsonFields role)
    {
        var id = role.OptionalString("id", 1);
        var name = id is null ? role.OptionalString("name", 1) : null;
        if (role.Has("id") == role.Has("name"))
        {
            role.AddProblem("id", role.Has("id") ? "must not stand beside name" : "is required, or name");
        }

        return new(id, name);
    }

    /// <summary>A role by id or by name.</summary>
    internal sealed record WantedRole(string? Id, string? Name);
}
