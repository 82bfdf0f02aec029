using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

/// <summary>What of the catalogue tokens show.</summary>
public sealed class TokenCatalogTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_an_administrator_adds_is_in_existing_tokens_at_once_and_goes_at_once()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var before = await fixture.CatalogOfAsync(persona.Token);
        var service = await fixture.AddServiceAsync("volumev3");
        Assert.Empty(Urls(await fixture.CatalogOfAsync(persona.Token), service)!);
        var endpoint = await fixture.AddEndpointAsync(service, "http://127.0.0.1/v3/$(project_id)s/%(user_id)s/100%%", "kr-central-2");
        var disabled = await fixture.AddEndpointAsync(service, "http://127.0.0.1/never", enabled: false);

        Assert.Null(Urls(before, service));
        Assert.Equal([$"http://127.0.0.1/v3/{persona.ProjectId}/{persona.UserId}/100%"], Urls(await fixture.CatalogOfAsync(persona.Token), service));
        var issued = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        Assert.Single(Urls(JsonElement.Parse(await issued.Content.ReadAsStringAsync()).GetProperty("token").GetProperty("catalog"), service)!);

        await fixture.VerifyAsync("UpdateEndpoint", 200, HttpMethod.Patch, $"{CatalogCalls.Endpoints}/{disabled}", """{"endpoint":{"enabled":true}}""");
        Assert.Equal(2, Urls(await fixture.CatalogOfAsync(persona.Token), service)!.Count);
        await fixture.VerifyAsync("DeleteEndpoint", 204, HttpMethod.Delete, $"{CatalogCalls.Endpoints}/{endpoint}");
        Assert.Equal(["http://127.0.0.1/never"], Urls(await fixture.CatalogOfAsync(persona.Token), service));
        await fixture.VerifyAsync("UpdateService", 200, HttpMethod.Patch, $"{CatalogCalls.Services}/{service}", """{"service":{"enabled":false}}""");
        Assert.Null(Urls(await fixture.CatalogOfAsync(persona.Token), service));
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");
    }

    [Fact]
    public async Task Two_projects_never_see_each_others_addresses()
    {
        var one = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var two = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var service = await fixture.AddServiceAsync("share");
        await fixture.AddEndpointAsync(service, "http://127.0.0.1/%(tenant_id)s");

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal([$"http://127.0.0.1/{one.ProjectId}"], Urls(await fixture.CatalogOfAsync(one.Token), service));
            Assert.Equal([$"http://127.0.0.1/{two.ProjectId}"], Urls(await fixture.CatalogOfAsync(two.Token), service));
        }

        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");
    }

    [Fact]
    public async Task A_project_with_endpoints_of_its_own_sees_only_those_and_another_sees_all()
    {
        var limited = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var other = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var seen = await fixture.AddServiceAsync("dns");
        var unseen = await fixture.AddServiceAsync("metric");
        var endpoint = await fixture.AddEndpointAsync(seen, "http://127.0.0.1/dns");
        await fixture.AddEndpointAsync(unseen, "http://127.0.0.1/metric");
        var association = $"{CatalogCalls.Filters}/projects/{limited.ProjectId}/endpoints/{endpoint}";
        await fixture.VerifyAsync("AddProjectEndpoint", 204, HttpMethod.Put, association);
        Assert.Equal([seen], (await fixture.CatalogOfAsync(limited.Token)).EnumerateArray().Select(service => service.GetProperty("id").GetString()));
        Assert.NotNull(Urls(await fixture.CatalogOfAsync(other.Token), unseen));

        await fixture.VerifyAsync("RemoveProjectEndpoint", 204, HttpMethod.Delete, association);
        Assert.NotNull(Urls(await fixture.CatalogOfAsync(limited.Token), unseen));
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{seen}");
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{unseen}");
    }

    [Fact]
    public async Task A_service_registers_itself_as_the_command_line_client_does()
    {
        // openstack region create, service create, endpoint create (which looks the service up by id, then by name), catalog list.
        var (region, name) = (fixture.Unique("kr"), fixture.Unique("ledger"));
        await fixture.VerifyAsync("CreateRegion", 201, HttpMethod.Post, CatalogCalls.Regions, $$$"""{"region":{"id":"{{{region}}}","parent_region_id":null,"description":null}}""");
        await fixture.VerifyAsync("CreateService", 201, HttpMethod.Post, CatalogCalls.Services, $$$"""{"service":{"name":"{{{name}}}","type":"ledger","description":null,"enabled":true}}""");
        await fixture.VerifyAsync("GetService", 404, HttpMethod.Get, $"{CatalogCalls.Services}/{name}");
        var found = await fixture.VerifyAsync("ListServices", 200, HttpMethod.Get, $"{CatalogCalls.Services}?name={name}");
        var service = Assert.Single(found.Ids("services"));
        foreach (var face in new[] { "public", "internal", "admin" })
        {
            await fixture.VerifyAsync("GetRegion", 200, HttpMethod.Get, $"{CatalogCalls.Regions}/{region}");
            await fixture.VerifyAsync(
                "CreateEndpoint", 201, HttpMethod.Post, CatalogCalls.Endpoints,
                JsonSerializer.Serialize(new { endpoint = new { service_id = service, @interface = face, url = $"https://ledger.example/{face}", region_id = region, enabled = true } }));
        }

        var catalog = await fixture.CatalogOfAsync(await fixture.AdminTokenAsync());
        Assert.Equal(["https://ledger.example/admin", "https://ledger.example/internal", "https://ledger.example/public"], Urls(catalog, service)!.Order(StringComparer.Ordinal));
        var entry = catalog.EnumerateArray().Single(each => each.GetProperty("id").GetString() == service);
        Assert.Equal(("ledger", name), (entry.GetProperty("type").GetString(), entry.GetProperty("name").GetString()));
        Assert.All(entry.GetProperty("endpoints").EnumerateArray(), endpoint => Assert.Equal(["id", "interface", "region_id", "url", "region"], endpoint.EnumerateObject().Select(member => member.Name)));
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");
    }

    private static List<string>? Urls(JsonElement catalog, string serviceId) => catalog.EnumerateArray()
        .Where(service => service.GetProperty("id").GetString() == serviceId)
        .Select(service => service.GetProperty("endpoints").EnumerateArray().Select(endpoint => endpoint.GetProperty("url").GetString()!).ToList())
        .SingleOrDefault();
}
