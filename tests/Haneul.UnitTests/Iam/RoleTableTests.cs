using Haneul.Kernel.Access;
using Haneul.Security.Iam.Roles;

namespace Haneul.UnitTests.Iam;

public sealed class RoleTableTests
{
    [Theory]
    [InlineData("admin", "admin manager member reader")]
    [InlineData("project_admin", "project_admin project_member project_reader")]
    [InlineData("secrets_manager_manager", "secrets_manager_manager secrets_manager_viewer")]
    [InlineData("kms_manager", "kms_manager kms_user kms_viewer")]
    [InlineData("org_admin", "org_admin org_reader")]
    [InlineData("reader project_admin reader", "reader project_admin project_member project_reader")]
    [InlineData("made_up", "made_up")]
    public void A_role_contains_what_is_below_it_in_its_chain(string roles, string expanded) =>
        Assert.Equal(expanded.Split(' '), RoleTable.Expand(roles.Split(' ')));

    [Fact]
    public void The_chains_of_Keystone_and_KakaoCloud_do_not_meet()
    {
        Assert.DoesNotContain(RoleTable.Expand(["project_admin"]), role => RoleTable.Find(role)!.Family != RoleFamily.Project);
        Assert.DoesNotContain(RoleTable.Expand(["admin"]), role => RoleTable.Find(role)!.Family != RoleFamily.Installation);
    }

    // decisions.md, who may do what.
    [Theory]
    [InlineData("secrets-manager:value:read", "project_admin project_member secrets_manager_manager")]
    [InlineData("secrets-manager:secret:manage", "project_admin project_member secrets_manager_manager")]
    [InlineData("secrets-manager:secret:read", "project_admin project_member project_reader secrets_manager_manager secrets_manager_viewer")]
    [InlineData("kms:key:manage", "project_admin kms_manager")]
    [InlineData("kms:key:use", "project_admin project_member kms_manager kms_user")]
    [InlineData("kms:key:read", "project_admin project_member project_reader kms_manager kms_user kms_viewer")]
    [InlineData("cloud-trail:event:read", "project_admin project_member project_reader")]
    [InlineData("iam:user:manage", "admin")]
    [InlineData("iam:project:manage", "admin")]
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
            var held = RoleTable.PermissionsOf(RoleTable.Expand([role.Name]));
            Assert.All(permissions, permission => Assert.Equal(table.RolesHolding(permission).Contains(role.Name), held.Contains(permission)));
        }
    }

    [Fact]
    public void Every_role_says_what_it_is_for_and_implies_only_its_own_family() =>
        Assert.All(RoleTable.All, role =>
        {
            Assert.NotEmpty(role.Description);
            Assert.All(role.Implies, name => Assert.Equal(role.Family, RoleTable.Find(name)!.Family));
        });
}
