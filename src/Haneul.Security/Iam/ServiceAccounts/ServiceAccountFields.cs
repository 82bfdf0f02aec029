using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.ServiceAccounts;

/// <summary>The fields of a service account that a request gives.</summary>
/// <param name="Name">The part of the name that the caller chooses; null in a change.</param>
/// <param name="Description">What it is for; null to leave it.</param>
/// <param name="Roles">Names of the roles that it is to have in its project.</param>
internal sealed record ServiceAccountFields(string? Name, string? Description, IReadOnlyList<string> Roles)
{
    /// <summary>Most characters of the part that the caller chooses.</summary>
    public const int LongestName = 40;

    /// <summary>Reads the body.</summary>
    public static ServiceAccountFields Read(JsonFields body, bool isNew)
    {
        if (body.RequiredObject("service_account") is not { } account)
        {
            return new(null, null, []);
        }

        var name = isNew ? account.RequiredString("name", 1, LongestName) : null;
        if (name is { Length: > 0 } && !IsName(name))
        {
            account.AddProblem("name", "must be lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen");
        }

        var roles = isNew ? account.OptionalStrings("roles", maxCount: 32) : null;
        return new(name, account.OptionalString("description", 0, 255), roles ?? []);
    }

    /// <summary>Whether a text may be the part that the caller chooses.</summary>
    public static bool IsName(string name) =>
        char.IsAsciiLetterLower(name[0]) && name[^1] != '-' && name.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>The roles of these names. 400 for one that is not a role in a project: a service account never has any other (spec/roles.md section 9).</summary>
    public Outcome<IReadOnlyList<Role>> ChooseRoles(RoleSet roles)
    {
        var problems = new List<FieldProblem>();
        var chosen = new List<Role>();
        for (var index = 0; index < Roles.Count; index++)
        {
            if (roles.FindByName(Roles[index]) is { } role && RoleTable.FamilyOf(role) == RoleFamily.Project)
            {
                chosen.Add(role);
            }
            else
            {
                problems.Add(new($"service_account.roles[{index}]", "is no role in a project"));
            }
        }

        return problems.Count > 0 ? Error.FromProblems(problems) : Outcome.WithStatus<IReadOnlyList<Role>>([.. chosen.Distinct()], 200);
    }
}
