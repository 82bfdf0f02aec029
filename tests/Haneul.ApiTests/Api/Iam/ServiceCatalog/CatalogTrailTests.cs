using Haneul.Kernel.Audit;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

/// <summary>What calls to the catalogue leave on the trail.</summary>
public sealed class CatalogTrailTests(IamTrailTests.TrailFixture fixture) : IClassFixture<IamTrailTests.TrailFixture>
{
    [Fact]
    public async Task Every_call_is_an_event_of_the_organisation_with_the_id_of_what_it_is_about_also_when_it_is_refused()
    {
        await fixture.AdminTokenAsync();
        fixture.Events.Clear();
        var service = await fixture.AddServiceAsync();
        var endpoint = await fixture.AddEndpointAsync(service, "http://127.0.0.1/x");
        await fixture.VerifyAsync("DeleteRegion", 403, HttpMethod.Delete, $"{CatalogCalls.Regions}/kr-central-2");
        await fixture.VerifyAsync("DeleteService", 204, HttpMethod.Delete, $"{CatalogCalls.Services}/{service}");

        var events = fixture.Events.ToArray();
        Assert.Equal(["Create Service", "Create Endpoint", "Delete Region", "Delete Service"], events.Select(each => each.Name));
        Assert.Equal(["Service", "Endpoint", "Region", "Service"], events.Select(each => each.ResourceType));
        Assert.Equal([service, endpoint, "kr-central-2", service], events.Select(each => each.ResourceId));
        Assert.Equal([TrailResult.Success, TrailResult.Success, TrailResult.Refused, TrailResult.Success], events.Select(each => each.Result));
        Assert.All(events, each => Assert.Equal(TrailCategory.Organisation, each.Category));
    }
}
