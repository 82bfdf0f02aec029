namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock client's commands for organisations, projects, users and groups.</summary>
[Collection(ClientsFixture.Collection)]
public sealed class OpenStackDirectoryTests(ClientsFixture fixture)
{
    private OpenStackPersona Admin => fixture.Admin;

    [Fact]
    public async Task Domains()
    {
        await Admin.ShowsAsync("domain create --description first dom-a", """{"id":"*","name":"dom-a","description":"first","enabled":true,"tags":[],"options":{}}""");
        await Admin.FailsAsync("domain create dom-a", "409");
        await Admin.ShowsAsync("domain create --or-show dom-a", """{"name":"dom-a","description":"first"}""");
        await Admin.ShowsAsync("domain show dom-a", """{"name":"dom-a","enabled":true}""");
        await Admin.ShowsAsync("domain list", """[{"ID":"default","Name":"Default","Enabled":true},{"ID":"*","Name":"dom-a","Enabled":true,"Description":"first"}]""");
        await Admin.ListsAsync("domain list --name dom-a", """[{"Name":"dom-a"}]""");
        await Admin.DoesAsync("domain set --name dom-b --description second dom-a");
        await Admin.FailsAsync("domain delete dom-b", "403");
        await Admin.DoesAsync("domain set --disable dom-b");
        await Admin.ShowsAsync("domain show dom-b", """{"name":"dom-b","description":"second","enabled":false}""");
        await Admin.DoesAsync("domain delete dom-b");
        await Admin.FailsAsync("domain show dom-b", "No domain with a name or ID");
    }

    [Fact]
    public async Task Projects()
    {
        var domain = (await Admin.ShowsAsync("domain create dom-projects")).GetProperty("id").GetString();
        var parent = (await Admin.ShowsAsync("project create --domain dom-projects --description d --tag a --tag b prj-a", $$$"""
            {"id":"*","name":"prj-a","domain_id":"{{{domain}}}","parent_id":"{{{domain}}}","description":"d","enabled":true,"is_domain":false,"tags":["a","b"]}
            """)).GetProperty("id").GetString();
        var child = (await Admin.ShowsAsync("project create --domain dom-projects --parent prj-a prj-child", $$$"""
            {"name":"prj-child","parent_id":"{{{parent}}}","domain_id":"{{{domain}}}","tags":[]}
            """)).GetProperty("id").GetString();
        await Admin.FailsAsync("project create --domain dom-projects prj-a", "409");
        await Admin.ShowsAsync($"project show --domain dom-projects --children prj-a", $$$"""{"name":"prj-a","subtree":{"{{{child}}}":null}}""");
        await Admin.ShowsAsync($"project show --domain dom-projects --parents prj-child", $$$"""{"name":"prj-child","parents":{"{{{parent}}}":{"{{{domain}}}":null} } }""");
        await Admin.ListsAsync("project list --domain dom-projects", $$$"""[{"ID":"{{{parent}}}","Name":"prj-a"},{"ID":"{{{child}}}","Name":"prj-child"}]""");
        await Admin.ListsAsync($"project list --domain dom-projects --parent {parent}", """[{"Name":"prj-child"}]""");
        await Admin.ListsAsync("project list --long --tags a,b", $$$"""[{"Name":"prj-a","Domain ID":"{{{domain}}}","Description":"d","Enabled":true}]""");
        await Admin.ListsAsync("project list --not-tags a --domain dom-projects", """[{"Name":"prj-child"}]""");
        await Admin.DoesAsync($"project set --name prj-b --tag c {parent}");
        await Admin.DoesAsync($"project set --remove-tag a {parent}");
        await Admin.FailsAsync($"project set --disable {parent}", "403");
        await Admin.DoesAsync($"project set --disable {child}");
        await Admin.DoesAsync($"project set --disable {parent}");
        await Admin.ShowsAsync($"project show {parent}", """{"name":"prj-b","enabled":false,"tags":["b","c"]}""");
        await Admin.ListsAsync("project list --my-projects", $$$"""[{"ID":"{{{fixture.Bootstrap.ProjectId}}}","Name":"{{{fixture.Bootstrap.ProjectName}}}"}]""");
        await Admin.FailsAsync($"project delete {parent}", "403");
        await Admin.DoesAsync($"project delete {child} {parent}");
        await Admin.ListsAsync("project list --domain dom-projects", "[]");
    }

    [Fact]
    public async Task Users()
    {
        var user = await fixture.CreateUserAsync("usr-a");
        await Admin.ShowsAsync($"user create --email a@example.org --description d --project usr-a-project --password {user.Password} --ignore-lockout-failure-attempts usr-b", $$$"""
            {"id":"*","name":"usr-b","email":"a@example.org","description":"d","enabled":true,"domain_id":"default","default_project_id":"{{{user.ProjectId}}}",
             "password_expires_at":null,"options":{"ignore_lockout_failure_attempts":true}}
            """);
        await Admin.FailsAsync("user create usr-b", "409");
        await Admin.ShowsAsync("user show --domain default usr-b", """{"name":"usr-b","email":"a@example.org"}""");
        await Admin.ShowsAsync("user list --long --domain default", """[{"ID":"*","Name":"usr-b","Email":"a@example.org","Description":"d","Enabled":true,"Project":"*"},{"Name":"admin"}]""");
        await Admin.ListsAsync("user list --project usr-a-project", $$$"""[{"ID":"{{{user.Id}}}","Name":"usr-a"}]""");
        await Admin.DoesAsync("user set --email b@example.org --description e --disable usr-b");
        await Admin.ShowsAsync("user show usr-b", """{"email":"b@example.org","description":"e","enabled":false}""");
        await Admin.DoesAsync("user set --enable --name usr-c usr-b");
        await Admin.ShowsAsync("user show usr-c", """{"name":"usr-c","enabled":true}""");

        await user.Shell.ShowsAsync($"user show {user.Id}", """{"name":"usr-a"}""");
        await user.Shell.FailsAsync("user list", "403");
        await user.Shell.DoesAsync($"user password set --password Another-Passw0rd --original-password {user.Password}");
        await user.Shell.FailsAsync("token issue", "401");
        await user.Shell.WithPassword(user.Id, "Another-Passw0rd", user.ProjectId).ShowsAsync("token issue", $$$"""{"id":"*","user_id":"{{{user.Id}}}","project_id":"{{{user.ProjectId}}}"}""");
        await Admin.DoesAsync("user delete usr-c");
        await Admin.FailsAsync("user show usr-c", "No user with a name or ID");
    }

    [Fact]
    public async Task Groups()
    {
        var user = await fixture.CreateUserAsync("grp-user");
        var group = (await Admin.ShowsAsync("group create --description d grp-a", """{"id":"*","name":"grp-a","description":"d","domain_id":"default"}""")).GetProperty("id").GetString();
        await Admin.FailsAsync("group create grp-a", "409");
        await Admin.DoesAsync("group add user grp-a grp-user");
        Assert.Contains("in group", (await Admin.RunAsync("group contains user grp-a grp-user")).ShouldSucceed().StandardOutput, StringComparison.Ordinal);
        Assert.Contains("not in group", (await Admin.RunAsync("group contains user grp-a admin")).StandardError, StringComparison.Ordinal);
        await Admin.ListsAsync("group list --user grp-user", $$$"""[{"ID":"{{{group}}}","Name":"grp-a"}]""");
        await Admin.ListsAsync("user list --group grp-a", $$$"""[{"ID":"{{{user.Id}}}","Name":"grp-user"}]""");
        await Admin.ShowsAsync("group list --long --domain default", """[{"Name":"grp-a","Domain ID":"default","Description":"d"}]""");
        await Admin.DoesAsync("group set --name grp-b --description e grp-a");
        await Admin.ShowsAsync("group show grp-b", $$$"""{"id":"{{{group}}}","name":"grp-b","description":"e"}""");
        await Admin.DoesAsync("group remove user grp-b grp-user");
        await Admin.ListsAsync("user list --group grp-b", "[]");
        await Admin.DoesAsync("group delete grp-b");
        await Admin.FailsAsync("group show grp-b", "No group with a name or ID");
    }
}
