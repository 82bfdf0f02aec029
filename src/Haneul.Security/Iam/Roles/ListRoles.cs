using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Lists the roles.</summary>
internal static class ListRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListRoles",
        Permission.Granted("iam:role:read"),
        TrailRule.Organisation("List Roles", "Role"));

    public static async Task<Outcome<RolesResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, RoleDirectory directory)
    {
        var name = query.Text("name");
        var organisation = query.Text("domain_id");
        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        // Every role belongs to the installation, none to an organisation.
        var roles = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return new RolesResponse(
            [.. roles.All.Where(role => organisation is null && (name is null || role.Name == name)).Select(role => ToBody(call, role))],
            IamLinks.ToList(call, "roles"));
    }

    /// <summary>A role on the wire.</summary>
    public static RoleBody ToBody(Call call, Role role) =>
        new(role.Id, role.Name, DomainId: null, role.Description, NoOptions.Value, IamLinks.To(call, "roles", role.Id));
}
