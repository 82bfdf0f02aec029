using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

public sealed class RegionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string BuiltIn = CatalogCalls.Regions + "/kr-central-2";

    [Fact]
    public async Task A_region_is_made_by_either_way_shown_listed_changed_and_deleted_as_recorded()
    {
        var parent = fixture.Unique("reg");
        var child = fixture.Unique("sub");
        await fixture.VerifyAsync("CreateRegion", 201, HttpMethod.Post, CatalogCalls.Regions, $$$"""{"region":{"id":"{{{parent}}}"}}""", golden: 202);
        await fixture.VerifyAsync("CreateRegionWithId", 201, HttpMethod.Put, $"{CatalogCalls.Regions}/{child}", $$$"""{"region":{"parent_region_id":"{{{parent}}}"}}""", golden: 204);
        await fixture.VerifyAsync("CreateRegion", 404, HttpMethod.Post, CatalogCalls.Regions, """{"region":{"parent_region_id":"none"}}""", golden: 205);
        await fixture.VerifyAsync("CreateRegion", 409, HttpMethod.Post, CatalogCalls.Regions, $$$"""{"region":{"id":"{{{parent}}}"}}""");
        await fixture.VerifyAsync("CreateRegionWithId", 409, HttpMethod.Put, $"{CatalogCalls.Regions}/{child}", """{"region":{}}""");
        await fixture.VerifyAsync("CreateRegionWithId", 400, HttpMethod.Put, $"{CatalogCalls.Regions}/{child}", """{"region":{"id":"another"}}""");
        var all = await fixture.VerifyAsync("ListRegions", 200, HttpMethod.Get, CatalogCalls.Regions);
        var children = await fixture.VerifyAsync("ListRegions", 200, HttpMethod.Get, $"{CatalogCalls.Regions}?parent_region_id={parent}");
        var changed = await fixture.VerifyAsync("UpdateRegion", 200, HttpMethod.Patch, $"{CatalogCalls.Regions}/{child}", """{"region":{"description":"x","colour":"green"}}""");
        var shown = await fixture.VerifyAsync("GetRegion", 200, HttpMethod.Get, $"{CatalogCalls.Regions}/{child}");
        await fixture.VerifyAsync("DeleteRegion", 204, HttpMethod.Delete, $"{CatalogCalls.Regions}/{child}", golden: 213);
        await fixture.VerifyAsync("GetRegion", 404, HttpMethod.Get, $"{CatalogCalls.Regions}/{child}");
        await fixture.VerifyAsync("DeleteRegion", 404, HttpMethod.Delete, $"{CatalogCalls.Regions}/{child}");
        await fixture.VerifyAsync("DeleteRegion", 204, HttpMethod.Delete, $"{CatalogCalls.Regions}/{parent}", golden: 214);

        Assert.Contains("kr-central-2", all.Ids("regions"));
        Assert.Contains(parent, all.Ids("regions"));
        Assert.Equal([child], children.Ids("regions"));
        Assert.Equal("green", changed.GetProperty("region").GetProperty("colour").GetString());
        Assert.Equal(changed.GetRawText(), shown.GetRawText());
        Assert.Equal(parent, shown.GetProperty("region").GetProperty("parent_region_id").GetString());
    }

    [Fact]
    public async Task A_region_never_becomes_part_of_itself()
    {
        var top = await fixture.AddRegionAsync();
        var middle = await fixture.AddRegionAsync(top);
        var low = await fixture.AddRegionAsync(middle);

        foreach (var parent in new[] { top, middle, low })
        {
            await fixture.VerifyAsync("UpdateRegion", 400, HttpMethod.Patch, $"{CatalogCalls.Regions}/{top}", $$$"""{"region":{"parent_region_id":"{{{parent}}}"}}""");
        }

        await fixture.VerifyAsync("UpdateRegion", 404, HttpMethod.Patch, $"{CatalogCalls.Regions}/{top}", """{"region":{"parent_region_id":"none"}}""");
        var freed = await fixture.VerifyAsync("UpdateRegion", 200, HttpMethod.Patch, $"{CatalogCalls.Regions}/{low}", """{"region":{"parent_region_id":null}}""");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, freed.GetProperty("region").GetProperty("parent_region_id").ValueKind);
        await fixture.VerifyAsync("UpdateRegion", 200, HttpMethod.Patch, $"{CatalogCalls.Regions}/{top}", $$$"""{"region":{"parent_region_id":"{{{low}}}"}}""");
    }

    [Fact]
    public async Task A_region_goes_with_those_below_it_unless_one_of_them_has_an_endpoint()
    {
        var top = await fixture.AddRegionAsync();
        var low = await fixture.AddRegionAsync(await fixture.AddRegionAsync(top));
        var endpoint = await fixture.AddEndpointAsync(await fixture.AddServiceAsync(), "http://127.0.0.1/x", low);
        await fixture.VerifyAsync("DeleteRegion", 403, HttpMethod.Delete, $"{CatalogCalls.Regions}/{top}");
        await fixture.VerifyAsync("GetRegion", 200, HttpMethod.Get, $"{CatalogCalls.Regions}/{low}");
        await fixture.VerifyAsync("DeleteEndpoint", 204, HttpMethod.Delete, $"{CatalogCalls.Endpoints}/{endpoint}");
        await fixture.VerifyAsync("DeleteRegion", 204, HttpMethod.Delete, $"{CatalogCalls.Regions}/{top}");

        await fixture.VerifyAsync("GetRegion", 404, HttpMethod.Get, $"{CatalogCalls.Regions}/{low}");
    }

    [Fact]
    public async Task The_region_of_the_installation_is_there_and_nobody_changes_it()
    {
        await fixture.VerifyAsync("GetRegion", 200, HttpMethod.Get, BuiltIn);
        await fixture.VerifyAsync("UpdateRegion", 403, HttpMethod.Patch, BuiltIn, """{"region":{"description":"x"}}""");
        await fixture.VerifyAsync("DeleteRegion", 403, HttpMethod.Delete, BuiltIn);
        await fixture.VerifyAsync("CreateRegionWithId", 409, HttpMethod.Put, BuiltIn, """{"region":{}}""");
    }

    [Theory]
    [InlineData("""{"region":{"id":""}}""", "region.id: must have 1 to 255 characters")]
    [InlineData("""{"region":{"id":"  "}}""", "region.id: must not be blank")]
    [InlineData("""{"region":{"id":"a\nb"}}""", "region.id: must not be blank or have control characters")]
    [InlineData("""{"region":{"id":5,"description":6,"parent_region_id":7}}""", "region.id: must be a string; region.description: must be a string; region.parent_region_id: must be a string")]
    [InlineData("""{"region":[]}""", "region: must be an object")]
    [InlineData("{}", "region: is required")]
    public async Task A_wrong_region_is_400_and_names_every_wrong_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, CatalogCalls.Regions, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anyone_with_a_token_sees_regions_and_only_administrators_change_them()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var listed = await fixture.SendAsync(HttpMethod.Get, CatalogCalls.Regions, persona.Token);
        using var shown = await fixture.SendAsync(HttpMethod.Get, BuiltIn, persona.Token);
        using var created = await fixture.SendAsync(HttpMethod.Post, CatalogCalls.Regions, persona.Token, """{"region":{}}""");
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{CatalogCalls.Regions}/unknown", persona.Token);

        Assert.Equal(200, (int)listed.StatusCode);
        Assert.Equal(200, (int)shown.StatusCode);
        await created.RefusedAsync(403);
        await deleted.RefusedAsync(403);
    }
}
