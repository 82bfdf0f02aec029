using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.ServiceCatalog;

/// <summary>Calls to the catalogue's resources as an administrator, each answer judged by its contract.</summary>
internal static class CatalogCalls
{
    public const string Regions = "/identity/v3/regions";
    public const string Services = "/identity/v3/services";
    public const string Endpoints = "/identity/v3/endpoints";
    public const string Filters = "/identity/v3/OS-EP-FILTER";

    /// <summary>A name or id that no other test uses.</summary>
    public static string Unique(this ApiFixture fixture, string prefix) => $"{prefix}-{fixture.Services.GetRequiredService<IdGenerator>().NewHexId()[..12]}";

    /// <summary>Sends a request as the administrator, checks status and contract, and gives the body.</summary>
    public static async Task<JsonElement> VerifyAsync(this ApiFixture fixture, string operationId, int status, HttpMethod method, string path, string? json = null, int? golden = null)
    {
        using var response = await fixture.SendAsync(method, path, await fixture.AdminTokenAsync(), json);
        Assert.True(status == (int)response.StatusCode, $"{operationId}: {(int)response.StatusCode}, expected {status}. {await response.Content.ReadAsStringAsync()}");
        if (golden is { } number)
        {
            await GoldenExchange.All[number].ShouldMatchAsync(response);
        }

        return await ContractCheck.VerifyAsync(operationId, response);
    }

    /// <summary>Adds a region and gives its id.</summary>
    public static async Task<string> AddRegionAsync(this ApiFixture fixture, string? parentId = null)
    {
        var id = fixture.Unique("region");
        await fixture.VerifyAsync("CreateRegion", 201, HttpMethod.Post, Regions, JsonSerializer.Serialize(new { region = new { id, parent_region_id = parentId } }));
        return id;
    }

    /// <summary>Adds a service and gives its id.</summary>
    public static async Task<string> AddServiceAsync(this ApiFixture fixture, string type = "thing", bool enabled = true)
    {
        var service = await fixture.VerifyAsync(
            "CreateService", 201, HttpMethod.Post, Services, JsonSerializer.Serialize(new { service = new { type, name = fixture.Unique("service"), enabled } }));
        return service.GetProperty("service").GetProperty("id").GetString()!;
    }

    /// <summary>Adds an endpoint and gives its id.</summary>
    public static async Task<string> AddEndpointAsync(this ApiFixture fixture, string serviceId, string url, string? regionId = null, bool enabled = true)
    {
        var endpoint = await fixture.VerifyAsync(
            "CreateEndpoint", 201, HttpMethod.Post, Endpoints,
            JsonSerializer.Serialize(new { endpoint = new { service_id = serviceId, @interface = "public", url, region_id = regionId, enabled } }));
        return endpoint.GetProperty("endpoint").GetProperty("id").GetString()!;
    }

    /// <summary>The ids of the items of a list.</summary>
    public static IReadOnlyList<string> Ids(this JsonElement body, string list) => [.. body.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>The catalogue that a token shows now.</summary>
    public static async Task<JsonElement> CatalogOfAsync(this ApiFixture fixture, string token)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        return (await ContractCheck.VerifyAsync("ValidateToken", response)).GetProperty("token").GetProperty("catalog");
    }
}
