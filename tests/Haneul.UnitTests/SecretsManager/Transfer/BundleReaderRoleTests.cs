using Haneul.Security.Iam.Roles;

namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class BundleReaderRoleTests
{
    [Fact]
    public void Every_role_that_reads_values_may_activate_versions_so_a_bundle_shows_it_nothing_that_it_could_not_read()
    {
        var readers = RoleTable.All.Where(static role => role.Permissions.Contains("secrets-manager:value:read")).ToList();

        Assert.NotEmpty(readers);
        Assert.All(readers, static role => Assert.Contains("secrets-manager:secret:manage", role.Permissions));
    }
}
