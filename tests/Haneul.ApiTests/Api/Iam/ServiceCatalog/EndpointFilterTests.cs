using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

/// <summary>Endpoint groups, and endpoints of projects (OS-EP-FILTER).</summary>
public sealed class EndpointFilterTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Groups = CatalogCalls.Filters + "/endpoint_groups";

    [Fact]
    public async Task A_group_takes_endpoints_by_what_they_have_in_common_and_limits_a_project_to_them()
    {
        var project = await fixture.CreateProjectAsync();
        var service = await fixture.AddServiceAsync();
        var endpoint = await fixture.AddEndpointAsync(service, "http://127.0.0.1/x");
        var name = fixture.Unique("Group");
        var created = await fixture.VerifyAsync(
            "CreateEndpointGroup", 201, HttpMethod.Post, Groups, $$$$"""{"endpoint_group":{"name":"{{{{name}}}}","filters":{"service_id":"{{{{service}}}}","interface":"public"}}}""");
        var id = created.GetProperty("endpoint_group").GetProperty("id").GetString()!;
        var path = $"{Groups}/{id}";
        var association = $"{path}/projects/{project}";
        await fixture.VerifyAsync("GetEndpointGroup", 200, HttpMethod.Get, path);
        Assert.Equal([id], (await fixture.VerifyAsync("ListEndpointGroups", 200, HttpMethod.Get, $"{Groups}?name={name.ToUpperInvariant()}")).Ids("endpoint_groups"));
        Assert.Equal([endpoint], (await fixture.VerifyAsync("ListEndpointGroupEndpoints", 200, HttpMethod.Get, $"{path}/endpoints")).Ids("endpoints"));

        await fixture.VerifyAsync("GetProjectEndpointGroup", 404, HttpMethod.Get, association);
        await fixture.VerifyAsync("AddProjectEndpointGroup", 204, HttpMethod.Put, association);
        await fixture.VerifyAsync("AddProjectEndpointGroup", 409, HttpMethod.Put, association);
        await fixture.VerifyAsync("GetProjectEndpointGroup", 200, HttpMethod.Get, association);
        Assert.Equal([project], (await fixture.VerifyAsync("ListEndpointGroupProjects", 200, HttpMethod.Get, $"{path}/projects")).Ids("projects"));
        Assert.Equal([id], (await fixture.VerifyAsync("ListProjectEndpointGroups", 200, HttpMethod.Get, $"{CatalogCalls.Filters}/projects/{project}/endpoint_groups")).Ids("endpoint_groups"));
        Assert.Equal([endpoint], (await fixture.VerifyAsync("ListProjectEndpoints", 200, HttpMethod.Get, $"{CatalogCalls.Filters}/projects/{project}/endpoints")).Ids("endpoints"));

        var changed = await fixture.VerifyAsync("UpdateEndpointGroup", 200, HttpMethod.Patch, path, """{"endpoint_group":{"description":"all of them","filters":{"interface":"admin"}}}""");
        Assert.Equal("""{"interface":"admin"}""", changed.GetProperty("endpoint_group").GetProperty("filters").GetRawText());
        Assert.DoesNotContain(endpoint, (await fixture.VerifyAsync("ListEndpointGroupEndpoints", 200, HttpMethod.Get, $"{path}/endpoints")).Ids("endpoints"));
        await fixture.VerifyAsync("RemoveProjectEndpointGroup", 204, HttpMethod.Delete, association);
        await fixture.VerifyAsync("RemoveProjectEndpointGroup", 404, HttpMethod.Delete, association);
        await fixture.VerifyAsync("AddProjectEndpointGroup", 204, HttpMethod.Put, association);
        await fixture.VerifyAsync("DeleteEndpointGroup", 204, HttpMethod.Delete, path);
        await fixture.VerifyAsync("DeleteEndpointGroup", 404, HttpMethod.Delete, path);
        Assert.Empty((await fixture.VerifyAsync("ListProjectEndpoints", 200, HttpMethod.Get, $"{CatalogCalls.Filters}/projects/{project}/endpoints")).Ids("endpoints"));
    }

    [Fact]
    public async Task An_endpoint_is_associated_with_a_project_once()
    {
        var project = await fixture.CreateProjectAsync();
        var endpoint = await fixture.AddEndpointAsync(await fixture.AddServiceAsync(), "http://127.0.0.1/x");
        var association = $"{CatalogCalls.Filters}/projects/{project}/endpoints/{endpoint}";
        await fixture.VerifyAsync("CheckProjectEndpoint", 404, HttpMethod.Get, association);
        await fixture.VerifyAsync("AddProjectEndpoint", 204, HttpMethod.Put, association);
        await fixture.VerifyAsync("AddProjectEndpoint", 409, HttpMethod.Put, association);
        await fixture.VerifyAsync("CheckProjectEndpoint", 204, HttpMethod.Get, association);
        Assert.Equal([project], (await fixture.VerifyAsync("ListEndpointProjects", 200, HttpMethod.Get, $"{CatalogCalls.Filters}/endpoints/{endpoint}/projects")).Ids("projects"));
        await fixture.VerifyAsync("DeleteEndpoint", 204, HttpMethod.Delete, $"{CatalogCalls.Endpoints}/{endpoint}");
        await fixture.VerifyAsync("RemoveProjectEndpoint", 404, HttpMethod.Delete, association);

        await fixture.VerifyAsync("ListEndpointProjects", 404, HttpMethod.Get, $"{CatalogCalls.Filters}/endpoints/{endpoint}/projects");
        await fixture.VerifyAsync("AddProjectEndpoint", 404, HttpMethod.Put, association);
        await fixture.VerifyAsync("ListProjectEndpoints", 404, HttpMethod.Get, $"{CatalogCalls.Filters}/projects/{IamRequests.NoId}/endpoints");
        await fixture.VerifyAsync("ListProjectEndpointGroups", 404, HttpMethod.Get, $"{CatalogCalls.Filters}/projects/{IamRequests.NoId}/endpoint_groups");
    }

    [Theory]
    [InlineData("""{"endpoint_group":{"name":"g"}}""", "endpoint_group.filters: is required")]
    [InlineData("""{"endpoint_group":{"name":"g","filters":{}}}""", "endpoint_group.filters: must have one of service_id, region_id and interface")]
    [InlineData("""{"endpoint_group":{"name":" ","filters":{"enabled":true,"interface":"public"}}}""", "endpoint_group.name: must not be blank; endpoint_group.filters.enabled: is not a known field")]
    [InlineData("""{"endpoint_group":{"name":"g","filters":{"interface":5},"colour":1}}""", "endpoint_group.filters.interface: must be a string")]
    public async Task A_wrong_group_is_400(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, Groups, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }
}
