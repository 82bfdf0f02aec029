using Haneul.ApiTests.Api.Iam.ServiceCatalog;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServicePolicies;

public sealed class ServicePolicyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Policies = "/identity/v3/policies";

    [Fact]
    public async Task A_policy_is_made_shown_listed_changed_and_deleted_as_recorded()
    {
        var type = fixture.Unique("application/x");
        var created = await fixture.VerifyAsync("CreatePolicy", 201, HttpMethod.Post, Policies, $$$"""{"policy":{"blob":"{}","type":"{{{type}}}"}}""", golden: 215);
        var id = created.GetProperty("policy").GetProperty("id").GetString()!;
        await fixture.VerifyAsync("GetPolicy", 200, HttpMethod.Get, $"{Policies}/{id}", golden: 216);
        var changed = await fixture.VerifyAsync("UpdatePolicy", 200, HttpMethod.Patch, $"{Policies}/{id}", """{"policy":{"blob":"","owner":"ops"}}""");
        var listed = await fixture.VerifyAsync("ListPolicies", 200, HttpMethod.Get, $"{Policies}?type={Uri.EscapeDataString(type)}");
        await fixture.VerifyAsync("DeletePolicy", 204, HttpMethod.Delete, $"{Policies}/{id}", golden: 217);
        await fixture.VerifyAsync("DeletePolicy", 404, HttpMethod.Delete, $"{Policies}/{id}");
        await fixture.VerifyAsync("GetPolicy", 404, HttpMethod.Get, $"{Policies}/{id}");
        await fixture.VerifyAsync("UpdatePolicy", 404, HttpMethod.Patch, $"{Policies}/{id}", """{"policy":{}}""");
        await fixture.VerifyAsync("CreatePolicy", 400, HttpMethod.Post, Policies, """{"policy":{"blob":{},"type":""}}""");

        Assert.Equal([id], listed.Ids("policies"));
        Assert.Equal("ops", changed.GetProperty("policy").GetProperty("owner").GetString());
        Assert.Equal("", changed.GetProperty("policy").GetProperty("blob").GetString());
    }

    [Fact]
    public async Task The_policy_of_an_endpoint_is_its_own_else_that_of_its_service_in_the_nearest_region_else_that_of_its_service()
    {
        var top = await fixture.AddRegionAsync();
        var low = await fixture.AddRegionAsync(top);
        var service = await fixture.AddServiceAsync();
        var endpoint = await fixture.AddEndpointAsync(service, "http://127.0.0.1/x", low);
        var elsewhere = await fixture.AddEndpointAsync(service, "http://127.0.0.1/y");
        var (own, near, far, everywhere) = (await AddAsync(), await AddAsync(), await AddAsync(), await AddAsync());
        Assert.Null(await InForceAsync(endpoint));

        await fixture.VerifyAsync("AssociateServicePolicy", 204, HttpMethod.Put, $"{Policies}/{everywhere}/OS-ENDPOINT-POLICY/services/{service}");
        Assert.Equal(everywhere, await InForceAsync(endpoint));
        await fixture.VerifyAsync("AssociateRegionServicePolicy", 204, HttpMethod.Put, $"{Policies}/{far}/OS-ENDPOINT-POLICY/services/{service}/regions/{top}");
        Assert.Equal(far, await InForceAsync(endpoint));
        Assert.Equal(everywhere, await InForceAsync(elsewhere));
        await fixture.VerifyAsync("AssociateRegionServicePolicy", 204, HttpMethod.Put, $"{Policies}/{near}/OS-ENDPOINT-POLICY/services/{service}/regions/{low}");
        Assert.Equal(near, await InForceAsync(endpoint));
        await fixture.VerifyAsync("AssociateEndpointPolicy", 204, HttpMethod.Put, $"{Policies}/{own}/OS-ENDPOINT-POLICY/endpoints/{endpoint}");
        Assert.Equal(own, await InForceAsync(endpoint));

        await fixture.VerifyAsync("CheckEndpointPolicy", 204, HttpMethod.Get, $"{Policies}/{own}/OS-ENDPOINT-POLICY/endpoints/{endpoint}");
        await fixture.VerifyAsync("CheckEndpointPolicy", 404, HttpMethod.Get, $"{Policies}/{near}/OS-ENDPOINT-POLICY/endpoints/{endpoint}");
        await fixture.VerifyAsync("CheckServicePolicy", 204, HttpMethod.Get, $"{Policies}/{everywhere}/OS-ENDPOINT-POLICY/services/{service}");
        await fixture.VerifyAsync("CheckRegionServicePolicy", 204, HttpMethod.Get, $"{Policies}/{far}/OS-ENDPOINT-POLICY/services/{service}/regions/{top}");
        Assert.Equal([endpoint], (await fixture.VerifyAsync("ListPolicyEndpoints", 200, HttpMethod.Get, $"{Policies}/{far}/OS-ENDPOINT-POLICY/endpoints")).Ids("endpoints"));
        Assert.Equal(
            new HashSet<string>([endpoint, elsewhere]),
            (await fixture.VerifyAsync("ListPolicyEndpoints", 200, HttpMethod.Get, $"{Policies}/{everywhere}/OS-ENDPOINT-POLICY/endpoints")).Ids("endpoints").ToHashSet());

        await fixture.VerifyAsync("DissociateEndpointPolicy", 204, HttpMethod.Delete, $"{Policies}/{own}/OS-ENDPOINT-POLICY/endpoints/{endpoint}");
        Assert.Equal(near, await InForceAsync(endpoint));
        await fixture.VerifyAsync("DeletePolicy", 204, HttpMethod.Delete, $"{Policies}/{near}");
        Assert.Equal(far, await InForceAsync(endpoint));
        await fixture.VerifyAsync("DissociateRegionServicePolicy", 204, HttpMethod.Delete, $"{Policies}/{far}/OS-ENDPOINT-POLICY/services/{service}/regions/{top}");
        await fixture.VerifyAsync("DissociateServicePolicy", 204, HttpMethod.Delete, $"{Policies}/{everywhere}/OS-ENDPOINT-POLICY/services/{service}");
        Assert.Null(await InForceAsync(endpoint));
    }

    [Fact]
    public async Task A_target_has_one_policy_and_what_is_associated_must_be_there()
    {
        var service = await fixture.AddServiceAsync();
        var (first, second) = (await AddAsync(), await AddAsync());
        await fixture.VerifyAsync("AssociateServicePolicy", 204, HttpMethod.Put, $"{Policies}/{first}/OS-ENDPOINT-POLICY/services/{service}");
        await fixture.VerifyAsync("AssociateServicePolicy", 204, HttpMethod.Put, $"{Policies}/{second}/OS-ENDPOINT-POLICY/services/{service}");
        await fixture.VerifyAsync("CheckServicePolicy", 404, HttpMethod.Get, $"{Policies}/{first}/OS-ENDPOINT-POLICY/services/{service}");
        await fixture.VerifyAsync("CheckServicePolicy", 204, HttpMethod.Get, $"{Policies}/{second}/OS-ENDPOINT-POLICY/services/{service}");

        await fixture.VerifyAsync("AssociateServicePolicy", 404, HttpMethod.Put, $"{Policies}/{first}/OS-ENDPOINT-POLICY/services/{IamRequests.NoId}");
        await fixture.VerifyAsync("AssociateServicePolicy", 404, HttpMethod.Put, $"{Policies}/{IamRequests.NoId}/OS-ENDPOINT-POLICY/services/{service}");
        await fixture.VerifyAsync("AssociateRegionServicePolicy", 404, HttpMethod.Put, $"{Policies}/{first}/OS-ENDPOINT-POLICY/services/{service}/regions/none");
        await fixture.VerifyAsync("AssociateEndpointPolicy", 404, HttpMethod.Put, $"{Policies}/{first}/OS-ENDPOINT-POLICY/endpoints/{IamRequests.NoId}");
        await fixture.VerifyAsync("GetEndpointPolicy", 404, HttpMethod.Get, $"{CatalogCalls.Endpoints}/{IamRequests.NoId}/OS-ENDPOINT-POLICY/policy");
    }

    private async Task<string> AddAsync()
    {
        var created = await fixture.VerifyAsync("CreatePolicy", 201, HttpMethod.Post, Policies, """{"policy":{"blob":"{}","type":"application/json"}}""");
        return created.GetProperty("policy").GetProperty("id").GetString()!;
    }

    private async Task<string?> InForceAsync(string endpoint)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"{CatalogCalls.Endpoints}/{endpoint}/OS-ENDPOINT-POLICY/policy", await fixture.AdminTokenAsync());
        return status == 404 ? null : body.GetProperty("policy").GetProperty("id").GetString();
    }
}
