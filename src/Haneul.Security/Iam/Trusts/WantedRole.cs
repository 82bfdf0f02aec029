using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Trusts;

/// <summary>A role that someone wants to hand on, by id or by the name of a global one.</summary>
internal sealed record WantedRole(string? Id, string? Name)
{
    /// <summary>How it was called, fit for an error.</summary>
    public string Shown => ShownText.Cut(Id ?? Name ?? "");

    /// <summary>Reads one item of a list of roles.</summary>
    public static WantedRole Read(JsonFields role)
    {
        var id = role.OptionalString("id", 1);
        var name = id is null ? role.OptionalString("name", 1) : null;
        if (id is null && name is null)
        {
            role.AddProblem("id", "is required, or name");
        }

        return new(id, name);
    }

    /// <summary>
    /// The role, if the token of the call holds it: by id, never by name alone, because an organisation may have a role of its own with the name of a global one.
    /// What its user holds beside the token does not count: that would widen a token made with few roles (CVE-2026-43000). Null otherwise, and if there is none.
    /// </summary>
    public Role? FindHeld(Call call, RoleSet roles)
    {
        var role = Id is not null ? roles.FindById(Id) : roles.FindByName(Name!);
        return role is not null && call.Caller.Origin is TokenEntry entry && entry.Token.Roles.Any(held => string.Equals(held.Id, role.Id, StringComparison.Ordinal)) ? role : null;
    }
}
