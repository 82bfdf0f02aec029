using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Limits;

public sealed class LimitTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Registered = "/identity/v3/registered_limits";
    private const string LimitsPath = "/identity/v3/limits";

    [Fact]
    public async Task A_registered_limit_is_made_shown_found_changed_and_deleted()
    {
        var service = await ServiceAsync();
        var made = await VerifyAsync("CreateRegisteredLimits", 201, HttpMethod.Post, Registered, OfRegistered(service, "cores", 10));
        var id = made.GetProperty("registered_limits")[0].GetProperty("id").GetString()!;
        var path = $"{Registered}/{id}";

        await VerifyAsync("CreateRegisteredLimits", 409, HttpMethod.Post, Registered, OfRegistered(service, "cores", 11));
        Assert.Equal(10, (await VerifyAsync("GetRegisteredLimit", 200, HttpMethod.Get, path)).GetProperty("registered_limit").GetProperty("default_limit").GetInt32());
        await VerifyAsync("ListRegisteredLimits", 200, HttpMethod.Get, Registered);
        Assert.Equal([id], await fixture.IdsAsync($"{Registered}?service_id={service}&resource_name=cores"));
        Assert.Empty(await fixture.IdsAsync($"{Registered}?service_id={service}&region_id=r"));
        var changed = (await VerifyAsync("UpdateRegisteredLimit", 200, HttpMethod.Patch, path, """{"registered_limit":{"default_limit":-1,"description":"x"}}""")).GetProperty("registered_limit");
        Assert.Equal((-1, "x", "cores"), (changed.GetProperty("default_limit").GetInt32(), changed.GetProperty("description").GetString(), changed.GetProperty("resource_name").GetString()));
        await VerifyAsync("DeleteRegisteredLimit", 204, HttpMethod.Delete, path);
        await VerifyAsync("GetRegisteredLimit", 404, HttpMethod.Get, path);
        await VerifyAsync("UpdateRegisteredLimit", 404, HttpMethod.Patch, path, """{"registered_limit":{"default_limit":1}}""");
        await VerifyAsync("DeleteRegisteredLimit", 404, HttpMethod.Delete, path);
    }

    [Fact]
    public async Task A_limit_stands_in_for_a_registered_one_and_keeps_it()
    {
        var service = await ServiceAsync();
        var project = await fixture.CreateProjectAsync();
        await VerifyAsync("CreateLimits", 403, HttpMethod.Post, LimitsPath, OfLimit(service, "cores", $"\"project_id\":\"{project}\""));
        var registered = await RegisterAsync(service, "cores");
        var made = await VerifyAsync("CreateLimits", 201, HttpMethod.Post, LimitsPath, OfLimit(service, "cores", $"\"project_id\":\"{project}\""));
        var path = $"{LimitsPath}/{made.GetProperty("limits")[0].GetProperty("id").GetString()}";

        await VerifyAsync("CreateLimits", 409, HttpMethod.Post, LimitsPath, OfLimit(service, "cores", $"\"project_id\":\"{project}\""));
        await VerifyAsync("CreateLimits", 201, HttpMethod.Post, LimitsPath, OfLimit(service, "cores", "\"domain_id\":\"default\""));
        Assert.Equal(project, (await VerifyAsync("GetLimit", 200, HttpMethod.Get, path)).GetProperty("limit").GetProperty("project_id").GetString());
        var changed = (await VerifyAsync("UpdateLimit", 200, HttpMethod.Patch, path, """{"limit":{"resource_limit":7,"description":"x"}}""")).GetProperty("limit");
        Assert.Equal((7, "x"), (changed.GetProperty("resource_limit").GetInt32(), changed.GetProperty("description").GetString()));
        await VerifyAsync("UpdateRegisteredLimit", 403, HttpMethod.Patch, $"{Registered}/{registered}", """{"registered_limit":{"resource_name":"other"}}""");
        await VerifyAsync("DeleteRegisteredLimit", 403, HttpMethod.Delete, $"{Registered}/{registered}");
        await VerifyAsync("DeleteLimit", 204, HttpMethod.Delete, path);
        await VerifyAsync("GetLimit", 404, HttpMethod.Get, path);
        await VerifyAsync("UpdateLimit", 404, HttpMethod.Patch, path, """{"limit":{"resource_limit":7}}""");
        await VerifyAsync("DeleteLimit", 404, HttpMethod.Delete, path);
    }

    [Fact]
    public async Task Of_several_limits_all_are_made_or_none()
    {
        var service = await ServiceAsync();
        await RegisterAsync(service, "cores");
        var one = $$$"""{"service_id":"{{{service}}}","resource_name":"cores","resource_limit":1,"project_id":"{{{fixture.Bootstrap.ProjectId}}}"}""";

        Assert.Equal(409, (await CallAsync(HttpMethod.Post, LimitsPath, $$$"""{"limits":[{{{one}}},{{{one}}}]}""")).Status);
        Assert.Empty(await fixture.IdsAsync($"{LimitsPath}?service_id={service}", await fixture.SystemTokenAsync()));
    }

    [Fact]
    public async Task Each_token_lists_the_limits_of_what_it_is_for()
    {
        var service = await ServiceAsync();
        await RegisterAsync(service, "cores");
        var (domain, other) = (await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync());
        var (mine, foreign) = (await fixture.CreateProjectAsync(domain, ""), await fixture.CreateProjectAsync(other, ""));
        var ofProject = await LimitAsync(service, $"\"project_id\":\"{mine}\"");
        var ofDomain = await LimitAsync(service, $"\"domain_id\":\"{domain}\"");
        var elsewhere = await LimitAsync(service, $"\"project_id\":\"{foreign}\"");
        var reader = await fixture.DomainTokenAsync(domain, "reader");
        var user = await fixture.CreateUserAsync(domain);
        await fixture.GrantAsync(user, "project", mine, "reader");
        var member = await fixture.ScopedTokenAsync(user, $$$"""{"project":{"id":"{{{mine}}}"}}""");

        Assert.Equal(Sorted(ofProject, ofDomain, elsewhere), await fixture.IdsAsync($"{LimitsPath}?service_id={service}", await fixture.SystemTokenAsync()));
        Assert.Equal(Sorted(ofProject, ofDomain), await fixture.IdsAsync(LimitsPath, reader));
        Assert.Equal([ofProject], await fixture.IdsAsync(LimitsPath, member));
        Assert.Equal([ofDomain], await fixture.IdsAsync($"{LimitsPath}?domain_id={domain}", reader));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{LimitsPath}/{ofProject}", member)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{LimitsPath}/{ofDomain}", member)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{LimitsPath}/{elsewhere}", reader)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{LimitsPath}/{ofProject}", reader)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Registered, member)).Status);
        var (_, above) = await CallAsync(HttpMethod.Get, $"{ProjectsPath}/{mine}?include_limits");
        Assert.False(above.GetProperty("project").TryGetProperty("limits", out _));
        Assert.Equal(204, await fixture.DeleteAsync($"{ProjectsPath}/{mine}"));
        await VerifyAsync("GetLimit", 404, HttpMethod.Get, $"{LimitsPath}/{ofProject}");
    }

    [Theory]
    [InlineData("""{"limits":[]}""", "limits: must be a list with at least one item")]
    [InlineData("""{}""", "limits: must be a list with at least one item")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":-2,"project_id":"p"}]}""", "limits[0].resource_limit: must be a whole number from -1 to 2147483647")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":1}]}""", "limits[0].project_id: or domain_id must be given")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":1,"project_id":"p","domain_id":"d"}]}""", "limits[0].project_id: or domain_id must be given")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":1,"project_id":"p","own":1}]}""", "limits[0].own: is not a known field")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":1,"project_id":"p"}]}""", "limits[0].project_id: is no known project")]
    [InlineData("""{"limits":[{"service_id":"s","resource_name":"n","resource_limit":1,"domain_id":"d"}]}""", "limits[0].domain_id: is no known organisation")]
    public async Task A_wrong_limit_is_400_and_names_the_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, LimitsPath, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"registered_limits":[{"service_id":"s","resource_name":"","default_limit":"1"}]}""", "registered_limits[0].resource_name: must have 1 to 255 characters; registered_limits[0].default_limit: must be a whole number")]
    [InlineData("""{"registered_limits":[{"service_id":"s","resource_name":"n","default_limit":2147483648}]}""", "registered_limits[0].default_limit: must be a whole number")]
    public async Task A_wrong_registered_limit_is_400_and_names_the_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, Registered, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_flat_and_lists_look_as_in_Keystone()
    {
        using var list = await fixture.SendAsync(HttpMethod.Get, LimitsPath, await fixture.AdminTokenAsync());
        using var model = await fixture.SendAsync(HttpMethod.Get, $"{LimitsPath}/model", await fixture.SignInAsync());

        Assert.Equal(200, (int)list.StatusCode);
        Assert.Equal(200, (int)model.StatusCode);
        await ContractCheck.VerifyAsync("ListLimits", list);
        Assert.Equal("flat", (await ContractCheck.VerifyAsync("GetLimitModel", model)).GetProperty("model").GetProperty("name").GetString());
    }

    private static string OfRegistered(string service, string name, int value) =>
        $$$"""{"registered_limits":[{"service_id":"{{{service}}}","resource_name":"{{{name}}}","default_limit":{{{value}}}}]}""";

    private static string OfLimit(string service, string name, string owner) =>
        $$$"""{"limits":[{"service_id":"{{{service}}}","resource_name":"{{{name}}}","resource_limit":5,{{{owner}}}}]}""";

    private static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    private Task<string> ServiceAsync() => Task.FromResult(fixture.NewName("")[1..]);

    private async Task<string> RegisterAsync(string service, string name) =>
        (await CallAsync(HttpMethod.Post, Registered, OfRegistered(service, name, 10))).Body.GetProperty("registered_limits")[0].GetProperty("id").GetString()!;

    private async Task<string> LimitAsync(string service, string owner) =>
        (await CallAsync(HttpMethod.Post, LimitsPath, OfLimit(service, "cores", owner))).Body.GetProperty("limits")[0].GetProperty("id").GetString()!;

    private async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, string? json = null) =>
        await fixture.CallAsync(method, path, await fixture.AdminTokenAsync(), json);

    private async Task<JsonElement> VerifyAsync(string operationId, int status, HttpMethod method, string path, string? json = null)
    {
        using var response = await fixture.SendAsync(method, path, await fixture.AdminTokenAsync(), json);
        Assert.True(status == (int)response.StatusCode, $"{operationId}: {(int)response.StatusCode}, expected {status}. {await response.Content.ReadAsStringAsync()}");
        return await ContractCheck.VerifyAsync(operationId, response);
    }
}
