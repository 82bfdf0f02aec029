using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock client's commands for the catalog and for the settings of an installation.</summary>
[Collection(ClientsFixture.Collection)]
public sealed class OpenStackCatalogTests(ClientsFixture fixture)
{
    private OpenStackPersona Admin => fixture.Admin;

    [Fact]
    public async Task Regions()
    {
        await Admin.ShowsAsync("region create --description d reg-a", """{"region":"reg-a","description":"d","parent_region":null}""");
        await Admin.ShowsAsync("region create --parent-region reg-a reg-b", """{"region":"reg-b","parent_region":"reg-a"}""");
        await Admin.FailsAsync("region create reg-a", "409");
        await Admin.ShowsAsync("region list", $$$"""[{"Region":"{{{fixture.Bootstrap.Region}}}"},{"Region":"reg-a","Description":"d","Parent Region":null},{"Region":"reg-b","Parent Region":"reg-a"}]""");
        await Admin.ListsAsync("region list --parent-region reg-a", """[{"Region":"reg-b"}]""");
        await Admin.DoesAsync("region set --description e reg-b");
        await Admin.ShowsAsync("region show reg-b", """{"region":"reg-b","description":"e","parent_region":"reg-a"}""");
        await Admin.DoesAsync("region delete reg-b reg-a");
        Assert.DoesNotContain("reg-a", await Admin.ColumnAsync("region list", "Region"));
    }

    [Fact]
    public async Task Services_endpoints_and_the_catalog()
    {
        var service = Id(await Admin.ShowsAsync("service create --name svc-a --description d thing", """{"id":"*","name":"svc-a","type":"thing","description":"d","enabled":true}"""));
        await Admin.ShowsAsync("service list --long", $$$"""[{"ID":"{{{service}}}","Name":"svc-a","Type":"thing","Description":"d","Enabled":true},{"Type":"identity"}]""");
        await Admin.DoesAsync("service set --name svc-b --description e svc-a");
        await Admin.ShowsAsync("service show svc-b", $$$"""{"id":"{{{service}}}","name":"svc-b","description":"e"}""");

        var region = fixture.Bootstrap.Region;
        var endpoint = Id(await Admin.ShowsAsync($"endpoint create --region {region} svc-b public http://127.0.0.1/thing/$(project_id)s", $$$"""
            {"id":"*","service_id":"{{{service}}}","service_name":"svc-b","service_type":"thing","interface":"public","region_id":"{{{region}}}","region":"{{{region}}}","enabled":true}
            """));
        await Admin.FailsAsync("endpoint create svc-b secret http://127.0.0.1", "secret");
        await Admin.ListsAsync("endpoint list --service svc-b", $$$"""
            [{"ID":"{{{endpoint}}}","Region":"{{{region}}}","Service Name":"svc-b","Service Type":"thing","Enabled":true,"Interface":"public","URL":"http://127.0.0.1/thing/$(project_id)s"}]
            """);
        await Admin.ShowsAsync("catalog show thing", $$$"""
            {"id":"{{{service}}}","name":"svc-b","type":"thing","endpoints":[{"id":"{{{endpoint}}}","interface":"public","region":"{{{region}}}","region_id":"{{{region}}}","url":"http://127.0.0.1/thing/{{{fixture.Bootstrap.ProjectId}}}"}]}
            """);
        await Admin.ShowsAsync("catalog list", """[{"Name":"svc-b","Type":"thing"},{"Type":"identity"}]""");
        await Admin.DoesAsync($"endpoint set --url http://127.0.0.1/other --disable {endpoint}");
        await Admin.ShowsAsync($"endpoint show {endpoint}", """{"url":"http://127.0.0.1/other","enabled":false}""");

        // A project of its own: endpoints that are given to a project may be all that its catalog has.
        var project = Id(await Admin.ShowsAsync("project create prj-endpoint"));
        await Admin.DoesAsync($"endpoint add project {endpoint} {project}");
        await Admin.ListsAsync($"endpoint list --project {project}", $$$"""[{"ID":"{{{endpoint}}}"}]""");
        await Admin.DoesAsync($"endpoint remove project {endpoint} {project}");
        await Admin.DoesAsync($"endpoint delete {endpoint}");
        await Admin.DoesAsync("service delete svc-b");
        await Admin.FailsAsync("service show svc-b", "No service with a type, name or ID");
    }

    [Fact]
    public async Task Endpoint_groups()
    {
        var filters = await fixture.CreateFileAsync("""{"interface":"public"}""");
        var project = Id(await Admin.ShowsAsync("project create prj-endpoints"));
        var group = Id(await Admin.ShowsAsync($"endpoint group create --description d egr-a {filters}", """{"id":"*","name":"egr-a","description":"d","filters":{"interface":"public"}}"""));
        await Admin.ShowsAsync("endpoint group list", $$$"""[{"ID":"{{{group}}}","Name":"egr-a","Description":"d"}]""");
        await Admin.DoesAsync($"endpoint group add project {group} {project}");
        await Admin.ListsAsync($"endpoint group list --project {project}", $$$"""[{"ID":"{{{group}}}"}]""");
        await Admin.DoesAsync($"endpoint group remove project {group} {project}");
        await Admin.DoesAsync($"endpoint group set --name egr-b {group}");
        await Admin.ShowsAsync($"endpoint group show {group}", """{"name":"egr-b"}""");
        await Admin.DoesAsync($"endpoint group delete {group}");
        await Admin.FailsAsync($"endpoint group show {group}", group);
    }

    [Fact]
    public async Task Policies()
    {
        var rules = await fixture.CreateFileAsync("{}");
        var policy = Id(await Admin.ShowsAsync($"policy create --type application/json {rules}", """{"id":"*","type":"application/json","rules":"{}"}"""));
        await Admin.ShowsAsync("policy list --long", $$$"""[{"ID":"{{{policy}}}","Type":"application/json","Rules":"{}"}]""");
        await Admin.DoesAsync($"policy set --type text/plain {policy}");
        await Admin.ShowsAsync($"policy show {policy}", """{"type":"text/plain"}""");
        await Admin.DoesAsync($"policy delete {policy}");
        await Admin.FailsAsync($"policy show {policy}", "No policy with a name or ID");
    }

    [Fact]
    public async Task Registered_limits_and_limits()
    {
        var system = Admin.With(
            ("auth-type", "v3password"), ("user-id", fixture.Bootstrap.UserId), ("password", fixture.Bootstrap.Password), ("system-scope", "all"));
        var region = fixture.Bootstrap.Region;
        await system.ShowsAsync("service create --name svc-limits limited");
        var project = Id(await system.ShowsAsync("project create --domain default prj-limits"));
        var registered = Id(await system.ShowsAsync($"registered limit create --service svc-limits --default-limit 10 --region {region} things", $$$"""
            {"id":"*","resource_name":"things","default_limit":10,"region_id":"{{{region}}}","description":null}
            """));
        await system.ShowsAsync("registered limit list", $$$"""[{"ID":"{{{registered}}}","Resource Name":"things","Default Limit":10,"Region ID":"{{{region}}}"}]""");
        await system.ShowsAsync($"registered limit set --default-limit 20 {registered}", """{"default_limit":20}""");
        await system.ShowsAsync($"registered limit show {registered}", """{"default_limit":20}""");

        var limit = Id(await system.ShowsAsync($"limit create --service svc-limits --project {project} --resource-limit 5 --region {region} things", $$$"""
            {"id":"*","resource_name":"things","resource_limit":5,"project_id":"{{{project}}}","domain_id":null}
            """));
        await system.ShowsAsync("limit list", $$$"""[{"ID":"{{{limit}}}","Project ID":"{{{project}}}","Resource Name":"things","Resource Limit":5}]""");
        await system.ShowsAsync($"limit set --resource-limit 6 {limit}", """{"resource_limit":6}""");
        await system.ShowsAsync($"limit show {limit}", """{"resource_limit":6}""");
        await system.FailsAsync($"registered limit delete {registered}", registered);
        await system.DoesAsync($"limit delete {limit}");
        await system.DoesAsync($"registered limit delete {registered}");
        await system.DoesAsync("service delete svc-limits");
    }

    [Fact]
    public async Task Federation_resources()
    {
        var rules = await fixture.CreateFileAsync("""[{"local":[{"user":{"name":"{0}"}}],"remote":[{"type":"UserName"}]}]""");
        await Admin.ShowsAsync("identity provider create --description d --remote-id https://idp.example.org idp-a", """
            {"id":"idp-a","description":"d","enabled":true,"domain_id":"*","remote_ids":["https://idp.example.org"]}
            """);
        await Admin.ShowsAsync("identity provider list", """[{"ID":"idp-a","Enabled":true,"Description":"d"}]""");
        await Admin.DoesAsync("identity provider set --disable idp-a");
        await Admin.ShowsAsync("identity provider show idp-a", """{"enabled":false}""");

        await Admin.ShowsAsync($"mapping create --rules {rules} map-a", """{"id":"map-a","rules":[{"remote":[{"type":"UserName"}]}]}""");
        await Admin.ShowsAsync("mapping list", """[{"ID":"map-a"}]""");
        await Admin.ShowsAsync("mapping show map-a", """{"id":"map-a"}""");
        await Admin.ShowsAsync("federation protocol create --identity-provider idp-a --mapping map-a saml2", """{"id":"saml2","identity_provider":"idp-a","mapping":"map-a"}""");
        await Admin.ListsAsync("federation protocol list --identity-provider idp-a", """[{"id":"saml2","mapping":"map-a"}]""");
        await Admin.ShowsAsync("federation protocol show --identity-provider idp-a saml2", """{"id":"saml2","mapping":"map-a"}""");
        await Admin.DoesAsync("federation protocol delete --identity-provider idp-a saml2");
        await Admin.DoesAsync("mapping delete map-a");
        await Admin.DoesAsync("identity provider delete idp-a");
        await Admin.FailsAsync("identity provider show idp-a", "idp-a");

        await Admin.ShowsAsync("service provider create --auth-url https://sp.example.org/auth --service-provider-url https://sp.example.org/acs sp-a", """
            {"id":"sp-a","auth_url":"https://sp.example.org/auth","sp_url":"https://sp.example.org/acs","enabled":true}
            """);
        await Admin.ShowsAsync("service provider list", """[{"ID":"sp-a","Enabled":true}]""");
        await Admin.DoesAsync("service provider set --disable sp-a");
        await Admin.ShowsAsync("service provider show sp-a", """{"enabled":false}""");
        await Admin.DoesAsync("service provider delete sp-a");
    }

    private static string Id(JsonElement shown) => shown.GetProperty("id").GetString()!;
}
