namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock client's commands for roles, what they imply, and who has them where.</summary>
[Collection(ClientsFixture.Collection)]
public sealed class OpenStackRoleTests(ClientsFixture fixture)
{
    private OpenStackPersona Admin => fixture.Admin;

    [Fact]
    public async Task Roles()
    {
        await Admin.ShowsAsync("role create --description d rol-a", """{"id":"*","name":"rol-a","domain_id":null,"description":"d","options":{}}""");
        await Admin.FailsAsync("role create rol-a", "409");
        var domain = (await Admin.ShowsAsync("domain create dom-roles")).GetProperty("id").GetString();
        await Admin.ShowsAsync("role create --domain dom-roles rol-a", $$$"""{"name":"rol-a","domain_id":"{{{domain}}}"}""");
        await Admin.ListsAsync("role list --domain dom-roles", """[{"ID":"*","Name":"rol-a","Domain":"dom-roles"}]""");
        await Admin.ShowsAsync("role list", """[{"Name":"admin"},{"Name":"member"},{"Name":"reader"},{"ID":"*","Name":"rol-a"}]""");
        await Admin.DoesAsync("role set --name rol-b --description e rol-a");
        await Admin.ShowsAsync("role show rol-b", """{"name":"rol-b","description":"e"}""");
        await Admin.DoesAsync("role delete rol-b");
        await Admin.FailsAsync("role show rol-b", "No role with a name or ID");
        await Admin.ShowsAsync("role show --domain dom-roles rol-a", """{"name":"rol-a"}""");
        await Admin.DoesAsync("role delete --domain dom-roles rol-a");
    }

    [Fact]
    public async Task Implied_roles()
    {
        var prior = (await Admin.ShowsAsync("role create rol-prior")).GetProperty("id").GetString();
        var implied = (await Admin.ShowsAsync("role create rol-implied")).GetProperty("id").GetString();
        await Admin.ShowsAsync("implied role create --implied-role rol-implied rol-prior", $$$"""{"prior_role":"{{{prior}}}","implies":"{{{implied}}}"}""");
        await Admin.ShowsAsync("implied role list", $$$"""
            [{"Prior Role ID":"{{{prior}}}","Prior Role Name":"rol-prior","Implied Role ID":"{{{implied}}}","Implied Role Name":"rol-implied"},
             {"Prior Role Name":"admin","Implied Role Name":"*"},{"Prior Role Name":"member","Implied Role Name":"reader"}]
            """);

        var user = await fixture.CreateUserAsync("usr-implied");
        await Admin.DoesAsync("role add --user usr-implied --project usr-implied-project rol-prior");
        Assert.Equal(
            ["rol-implied", "rol-prior", "usr-implied-role"],
            (await Admin.ColumnAsync($"role assignment list --user {user.Id} --effective --names", "Role")).Order(StringComparer.Ordinal));

        await Admin.DoesAsync("implied role delete --implied-role rol-implied rol-prior");
        Assert.DoesNotContain("rol-prior", await Admin.ColumnAsync("implied role list", "Prior Role Name"));
    }

    [Fact]
    public async Task Assignments_to_users_and_groups()
    {
        var user = await fixture.CreateUserAsync("usr-assigned");
        await Admin.ShowsAsync("group create grp-assigned");
        await Admin.ShowsAsync("role create rol-assigned");
        await Admin.DoesAsync("group add user grp-assigned usr-assigned");
        await Admin.DoesAsync("role add --group grp-assigned --project usr-assigned-project rol-assigned");
        await Admin.DoesAsync("role add --user usr-assigned --domain default rol-assigned");

        await Admin.ListsAsync("role assignment list --project usr-assigned-project --names", """
            [{"Role":"usr-assigned-role","User":"usr-assigned@Default","Group":"","Project":"usr-assigned-project@Default","Domain":"","System":"","Inherited":false},
             {"Role":"rol-assigned","User":"","Group":"grp-assigned@Default","Project":"usr-assigned-project@Default","Inherited":false}]
            """);
        await Admin.ListsAsync("role assignment list --user usr-assigned --names", """
            [{"Role":"usr-assigned-role","Project":"usr-assigned-project@Default"},{"Role":"rol-assigned","Domain":"Default","Project":""}]
            """);
        await Admin.ListsAsync("role assignment list --user usr-assigned --effective --names", """
            [{"Role":"usr-assigned-role","Project":"usr-assigned-project@Default"},
             {"Role":"rol-assigned","Project":"usr-assigned-project@Default","User":"usr-assigned@Default","Group":""},
             {"Role":"rol-assigned","Domain":"Default"}]
            """);
        await Admin.ListsAsync($"role assignment list --role rol-assigned --group grp-assigned", $$$"""[{"Role":"*","Group":"*","Project":"{{{user.ProjectId}}}","Inherited":false}]""");
        await Admin.ShowsAsync("role assignment list --auth-user --auth-project --names", """[{"Role":"admin","User":"admin@Default","Inherited":false}]""");
        await user.Shell.FailsAsync("role assignment list --names", "403");

        await Admin.DoesAsync("role remove --group grp-assigned --project usr-assigned-project rol-assigned");
        await Admin.DoesAsync("role remove --user usr-assigned --domain default rol-assigned");
        await Admin.ListsAsync("role assignment list --user usr-assigned --effective --names", """[{"Role":"usr-assigned-role"}]""");
        await Admin.FailsAsync("role remove --user usr-assigned --domain default rol-assigned", "404");
    }

    [Fact]
    public async Task Inherited_and_system_assignments()
    {
        await Admin.ShowsAsync("domain create dom-inherit");
        await Admin.ShowsAsync("project create --domain dom-inherit prj-inherit");
        await Admin.ShowsAsync("user create --domain dom-inherit usr-inherit");
        await Admin.ShowsAsync("role create rol-inherit");
        await Admin.DoesAsync("role add --user usr-inherit --domain dom-inherit --inherited rol-inherit");
        await Admin.ListsAsync("role assignment list --user usr-inherit --inherited --names", """
            [{"Role":"rol-inherit","User":"usr-inherit@dom-inherit","Domain":"dom-inherit","Project":"","Inherited":true}]
            """);
        await Admin.ListsAsync("role assignment list --user usr-inherit --effective --names", """
            [{"Role":"rol-inherit","Project":"prj-inherit@dom-inherit","Domain":"","Inherited":true}]
            """);

        await Admin.DoesAsync("role add --user usr-inherit --system all rol-inherit");
        await Admin.ListsAsync("role assignment list --user usr-inherit --system all --names", """[{"Role":"rol-inherit","User":"usr-inherit@dom-inherit","System":"all"}]""");
        await Admin.ShowsAsync("role assignment list --system all --names", """[{"Role":"admin","User":"admin@Default","System":"all"}]""");
        await Admin.DoesAsync("role remove --user usr-inherit --system all rol-inherit");
        await Admin.DoesAsync("role remove --user usr-inherit --domain dom-inherit --inherited rol-inherit");
        await Admin.ListsAsync("role assignment list --user usr-inherit", "[]");
    }
}
