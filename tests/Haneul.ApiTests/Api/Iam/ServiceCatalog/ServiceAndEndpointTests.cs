using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

public sealed class ServiceAndEndpointTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Services_and_endpoints_answer_as_recorded()
    {
        var name = fixture.Unique("svc");
        var region = await fixture.AddRegionAsync();
        var body = $$$"""{"service":{"name":"{{{name}}}","type":"thing"}}""";
        var created = await fixture.VerifyAsync("CreateService", 201, HttpMethod.Post, CatalogCalls.Services, body, golden: 191);
        var id = created.GetProperty("service").GetProperty("id").GetString()!;
        await fixture.VerifyAsync("CreateService", 201, HttpMethod.Post, CatalogCalls.Services, body, golden: 192);
        await fixture.VerifyAsync("CreateService", 400, HttpMethod.Post, CatalogCalls.Services, """{"service":{}}""", golden: 193);
        await fixture.VerifyAsync("CreateService", 400, HttpMethod.Post, CatalogCalls.Services, """{"service":{"name":"n"}}""", golden: 194);
        await fixture.VerifyAsync("CreateService", 400, HttpMethod.Post, CatalogCalls.Services, """{"service":{"type":""}}""", golden: 195);
        await fixture.VerifyAsync("GetService", 200, HttpMethod.Get, $"{CatalogCalls.Services}/{id}", golden: 196);
        await fixture.VerifyAsync("GetService", 404, HttpMethod.Get, $"{CatalogCalls.Services}/{IamRequests.NoId}", golden: 197);
        await fixture.VerifyAsync("UpdateService", 200, HttpMethod.Patch, $"{CatalogCalls.Services}/{id}", """{"service":{"description":"x"}}""", golden: 199);
        await fixture.VerifyAsync("UpdateService", 400, HttpMethod.Patch, $"{CatalogCalls.Services}/{id}", """{"service":{"name":5}}""", golden: 200);
        var listed = await fixture.VerifyAsync("ListServices", 200, HttpMethod.Get, $"{CatalogCalls.Services}?name={name}", golden: 201);
        Assert.Equal(2, listed.Ids("services").Count);

        var endpointBody = JsonSerializer.Serialize(new { endpoint = new { service_id = id, @interface = "public", url = "http://127.0.0.1/x", region_id = region } });
        var endpoint = await fixture.VerifyAsync("CreateEndpoint", 201, HttpMethod.Post, CatalogCalls.Endpoints, endpointBody, golden: 206);
        var path = $"{CatalogCalls.Endpoints}/{endpoint.GetProperty("endpoint").GetProperty("id").GetString()}";
        await fixture.VerifyAsync(
            "CreateEndpoint", 400, HttpMethod.Post, CatalogCalls.Endpoints, $$$"""{"endpoint":{"service_id":"{{{id}}}","interface":"secret","url":"http://x"}}""", golden: 207);
        await fixture.VerifyAsync("GetEndpoint", 200, HttpMethod.Get, path, golden: 208);
        var ofService = await fixture.VerifyAsync("ListEndpoints", 200, HttpMethod.Get, $"{CatalogCalls.Endpoints}?service_id={id}", golden: 209);
        await fixture.VerifyAsync("UpdateEndpoint", 200, HttpMethod.Patch, path, """{"endpoint":{"url":"http://127.0.0.1/y"}}""", golden: 210);
        await fixture.VerifyAsync("DeleteEndpoint", 204, HttpMethod.Delete, path, golden: 211);
        await fixture.VerifyAsync("GetEndpoint", 404, HttpMethod.Get, path);
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{id}", golden: 212);
        await fixture.VerifyAsync("DeleteService", 404, HttpMethod.Delete, $"{CatalogCalls.Services}/{id}");
        Assert.Single(ofService.Ids("endpoints"));
    }

    [Fact]
    public async Task What_the_server_itself_offers_is_listed_at_the_callers_address_and_nobody_changes_it()
    {
        var services = await fixture.VerifyAsync("ListServices", 200, HttpMethod.Get, $"{CatalogCalls.Services}?type=identity");
        var service = Assert.Single(services.Ids("services"));
        var endpoints = await fixture.VerifyAsync("ListEndpoints", 200, HttpMethod.Get, $"{CatalogCalls.Endpoints}?service_id={service}&interface=public&region_id=kr-central-2");
        var endpoint = Assert.Single(endpoints.GetProperty("endpoints").EnumerateArray());
        var path = $"{CatalogCalls.Endpoints}/{endpoint.GetProperty("id").GetString()}";

        Assert.Equal(new Uri(fixture.Http.BaseAddress!, "/identity/v3").ToString(), endpoint.GetProperty("url").GetString());
        await fixture.VerifyAsync("UpdateService", 403, HttpMethod.Patch, $"{CatalogCalls.Services}/{service}", """{"service":{"enabled":false}}""");
        await fixture.VerifyAsync("DeleteService", 403, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");
        await fixture.VerifyAsync("UpdateEndpoint", 403, HttpMethod.Patch, path, """{"endpoint":{"url":"http://evil.example/"}}""");
        await fixture.VerifyAsync("DeleteEndpoint", 403, HttpMethod.Delete, path);
    }

    [Fact]
    public async Task An_endpoint_names_a_service_and_a_region_that_are_there_and_the_old_spelling_adds_the_region()
    {
        var service = await fixture.AddServiceAsync();
        var region = fixture.Unique("legacy");
        var wrong = $$$"""{"endpoint":{"service_id":"{{{IamRequests.NoId}}}","interface":"admin","url":"http://x","region_id":"none"}}""";
        using var refused = await fixture.SendAsync(HttpMethod.Post, CatalogCalls.Endpoints, await fixture.AdminTokenAsync(), wrong);
        Assert.Contains("endpoint.service_id: is no known service; endpoint.region_id: is no known region", await refused.RefusedAsync(400), StringComparison.Ordinal);

        var added = await fixture.VerifyAsync(
            "CreateEndpoint", 201, HttpMethod.Post, CatalogCalls.Endpoints, $$$"""{"endpoint":{"service_id":"{{{service}}}","interface":"admin","url":"http://x/%(tenant_id)s","region":"{{{region}}}","note":["kept"]}}""");
        var endpoint = added.GetProperty("endpoint");
        Assert.Equal(region, endpoint.GetProperty("region_id").GetString());
        Assert.Equal(region, endpoint.GetProperty("region").GetString());
        Assert.Equal("http://x/%(tenant_id)s", endpoint.GetProperty("url").GetString());
        Assert.Equal("""["kept"]""", endpoint.GetProperty("note").GetRawText());
        await fixture.VerifyAsync("GetRegion", 200, HttpMethod.Get, $"{CatalogCalls.Regions}/{region}");
        await fixture.VerifyAsync("UpdateEndpoint", 200, HttpMethod.Patch, $"{CatalogCalls.Endpoints}/{endpoint.GetProperty("id").GetString()}", """{"endpoint":{"region_id":null,"enabled":false}}""");
        var shown = await fixture.VerifyAsync("GetEndpoint", 200, HttpMethod.Get, $"{CatalogCalls.Endpoints}/{endpoint.GetProperty("id").GetString()}");
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("endpoint").GetProperty("region_id").ValueKind);
        Assert.False(shown.GetProperty("endpoint").GetProperty("enabled").GetBoolean());
    }

    [Theory]
    [InlineData("no-scheme", "endpoint.url: must be an address that begins with its scheme")]
    [InlineData("http://a b", "endpoint.url: must be an address that begins with its scheme")]
    [InlineData("http://x/$(password)s", "endpoint.url: may name only project_id, tenant_id and user_id")]
    [InlineData("http://x/%(tenant_id)d", "endpoint.url: has a '(' that is not closed by ')s'")]
    [InlineData("http://x/%(tenant_id", "endpoint.url: has a '(' that is not closed by ')s'")]
    [InlineData("http://x/%20", "endpoint.url: has a '%' that begins no name")]
    public async Task A_wrong_address_is_400(string url, string expected)
    {
        var service = await fixture.AddServiceAsync();
        var body = JsonSerializer.Serialize(new { endpoint = new { service_id = service, @interface = "public", url } });
        using var response = await fixture.SendAsync(HttpMethod.Post, CatalogCalls.Endpoints, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_service_deletes_its_endpoints()
    {
        var service = await fixture.AddServiceAsync();
        var endpoint = await fixture.AddEndpointAsync(service, "http://127.0.0.1/x");
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");

        await fixture.VerifyAsync("GetEndpoint", 404, HttpMethod.Get, $"{CatalogCalls.Endpoints}/{endpoint}");
    }

    [Fact]
    public async Task Who_is_no_administrator_sees_and_changes_nothing_here()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        foreach (var path in new[] { CatalogCalls.Services, CatalogCalls.Endpoints, $"{CatalogCalls.Services}/{IamRequests.NoId}", $"{CatalogCalls.Filters}/endpoint_groups", "/identity/v3/policies", "/identity/v3/OS-FEDERATION/mappings" })
        {
            using var response = await fixture.SendAsync(HttpMethod.Get, path, token);
            await response.RefusedAsync(403);
        }

        using var created = await fixture.SendAsync(HttpMethod.Post, CatalogCalls.Services, token, """{"service":{"type":"thing"}}""");
        await created.RefusedAsync(403);
    }
}
