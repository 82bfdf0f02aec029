using Haneul.Kernel.Access;
using Haneul.Security.Iam.Roles;

namespace Haneul.UnitTests.Iam;

public sealed class RoleTableTests
{
    [Theory]
    [InlineData("admin", "admin manager member reader")]
    [InlineData("project_admin", "project_admin project_member project_reader")]
    [InlineData("secrets_manager_manager", "secrets_manager_manager secrets_manager_viewer")]
    [InlineData("secrets_manager_writer", "secrets_manager_writer secrets_manager_viewer")]
    [InlineData("kms_manager", "kms_manager kms_user kms_viewer")]
    [InlineData("reader project_admin reader", "reader project_admin project_member project_reader")]
    [InlineData("made_up", "")]
    public void A_role_contains_what_is_below_it_in_its_chain(string roles, string expanded) => Assert.Equal(expanded, Expand(roles, RoleScope.Project));

    [Fact]
    public void The_chains_of_Keystone_and_KakaoCloud_do_not_meet_in_a_project()
    {
        Assert.DoesNotContain(Expand("project_admin", RoleScope.Project).Split(' '), role => RoleTable.Find(role)!.Family != RoleFamily.Project);
        Assert.DoesNotContain(Expand("admin", RoleScope.Project).Split(' '), role => RoleTable.Find(role)!.Family != RoleFamily.Installation);
    }

    // decisions.md, roles.
    [Theory]
    [InlineData("org_admin", "manager member reader org_admin org_reader")]
    [InlineData("org_reader", "reader org_reader")]
    [InlineData("iam_org_viewer", "reader iam_org_viewer")]
    public void Organisation_roles_act_on_an_organisation_and_nowhere_else(string role, string onOrganisation)
    {
        Assert.Equal(onOrganisation, Expand(role, RoleScope.Domain));
        Assert.Equal("", Expand(role, RoleScope.Project));
        Assert.Equal("", Expand(role, RoleScope.System));
    }

    [Fact]
    public void A_role_of_an_organisation_stands_for_the_global_roles_that_it_implies()
    {
        var roles = TableRoles.With([TableRoles.Custom("admin", "acme")], ("id-adminacme", "id-project_reader"));

        Assert.Equal(["project_reader"], roles.Expand(["id-adminacme"], RoleScope.Project).Select(role => role.Name));
    }

    [Fact]
    public void Circles_of_implied_roles_end()
    {
        var roles = TableRoles.With([TableRoles.Custom("a"), TableRoles.Custom("b")], ("id-a", "id-b"), ("id-b", "id-a"));

        Assert.Equal(["a", "b"], roles.Expand(["id-b"], RoleScope.Project).Select(role => role.Name));
    }

    [Fact]
    public void A_role_that_is_not_built_in_holds_no_permission_whatever_it_is_called()
    {
        var held = RoleTable.PermissionsOf([TableRoles.Custom("project_admin")]);

        Assert.All(RoleTable.All.SelectMany(role => role.Permissions), permission => Assert.False(held.Contains(Permission.Granted(permission))));
    }

    // decisions.md, who may do what.
    [Theory]
    [InlineData("secrets-manager:value:read", "project_admin project_member secrets_manager_manager")]
    [InlineData("secrets-manager:secret:manage", "project_admin project_member secrets_manager_manager")]
    [InlineData("secrets-manager:secret:read", "project_admin project_member project_reader secrets_manager_manager secrets_manager_writer secrets_manager_viewer")]
    [InlineData("secrets-manager:version:create", "project_admin project_member secrets_manager_manager secrets_manager_writer")]
    [InlineData("kms:key:manage", "project_admin kms_manager")]
    [InlineData("kms:key:use", "project_admin project_member kms_manager kms_user")]
    [InlineData("kms:key:read", "project_admin project_member project_reader kms_manager kms_user kms_viewer")]
    [InlineData("cloud-trail:event:read", "project_admin project_member project_reader")]
    [InlineData("iam:assignment:manage", "admin project_admin iam_project_admin")]
    [InlineData("no:such:thing", "")]
    public void A_permission_is_held_by_exactly_these_roles(string permission, string roles)
    {
        var holding = new RoleTable().RolesHolding(Permission.Granted(permission));

        Assert.Equal(roles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), holding.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whoever_holds_a_role_holds_what_the_table_says()
    {
        var table = new RoleTable();
        var permissions = RoleTable.All.SelectMany(role => role.Permissions).Distinct(StringComparer.Ordinal).Select(Permission.Granted).ToArray();
        foreach (var role in RoleTable.All)
        {
            var held = RoleTable.PermissionsOf(TableRoles.With([]).Expand(["id-" + role.Name], RoleScope.Domain));
            Assert.All(permissions, permission => Assert.Equal(table.RolesHolding(permission).Contains(role.Name), held.Contains(permission)));
        }
    }

    [Fact]
    public void Every_role_says_what_it_is_for_and_only_organisation_roles_imply_another_family() =>
        Assert.All(RoleTable.All, role =>
        {
            Assert.NotEmpty(role.Description);
            Assert.All(role.Implies.Where(_ => role.Family != RoleFamily.Organisation), name => Assert.Equal(role.Family, RoleTable.Find(name)!.Family));
        });

    private static string Expand(string roles, RoleScope scope) =>
        string.Join(' ', TableRoles.With([]).Expand(roles.Split(' ').Select(name => "id-" + name), scope).Select(role => role.Name));
}
