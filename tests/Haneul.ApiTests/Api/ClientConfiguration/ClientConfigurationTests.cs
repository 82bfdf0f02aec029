using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.ClientConfiguration;

public sealed class ClientConfigurationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Endpoints = "/config/api/v1/client-endpoints/resolve";
    private const string Policy = "/config/api/v1/az-policies/resolve";
    private const string Metadata = "/config/api/v1/client-metadata/resolve";

    private string Origin => fixture.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Every_service_has_an_endpoint_under_each_of_its_names()
    {
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, Endpoints, await fixture.SignInAsync());

        Assert.Equal(
            [
                "bcs", "cloud-trail", "config", "heimdall", "iam", "image", "key-management-service", "kms", "kubernetes-engine", "load-balancer",
                "mysql", "network", "secrets-manager", "secrets-manager-service", "tgw", "volume", "vpc",
            ],
            body.GetProperty("data").GetProperty("service_endpoints").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("project_reader")]
    [InlineData("kms_viewer")]
    public async Task Any_role_is_enough_to_ask(string role)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Endpoints, persona.Token)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Policy, persona.Token)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Metadata + "?service=vpc", persona.Token)).Status);
    }

    [Theory]
    [InlineData("ResolveClientEndpoint", Endpoints)]
    [InlineData("ResolveAzPolicy", Policy)]
    [InlineData("ResolveClientMetadata", Metadata + "?service=vpc")]
    public async Task Nobody_asks_without_a_token(string operationId, string path)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, token: null);

        await ContractCheck.VerifyAsync(operationId, response);
        Assert.Equal(401, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("ResolveClientEndpoint", Endpoints)]
    [InlineData("ResolveAzPolicy", Policy)]
    [InlineData("ResolveClientMetadata", Metadata)]
    public async Task A_parameter_that_is_not_known_is_refused_by_name(string operationId, string path)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path + "?service=vpc&zone=a", await fixture.SignInAsync());

        var body = await ContractCheck.VerifyAsync(operationId, response);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("zone: is not a known parameter", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "service: is required")]
    [InlineData("?service=", "service: is required")]
    [InlineData("?service=vpc&service=bcs", "service: must not be repeated")]
    [InlineData("?service=%00", "service: must have at most")]
    public async Task Metadata_without_one_service_is_400_naming_the_parameter(string query, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, Metadata + query, await fixture.SignInAsync());

        var body = await ContractCheck.VerifyAsync("ResolveClientMetadata", response);
        Assert.Equal(400, (int)response.StatusCode);
        var message = body.GetProperty("error").GetProperty("message").GetString()!;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Equal(1, message.Split("service:").Length - 1);
    }

    [Theory]
    [InlineData("heimdal")]
    [InlineData("VPC")]
    [InlineData("lb")]
    [InlineData("../vpc")]
    public async Task A_service_that_is_not_there_is_404(string service)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{Metadata}?service={Uri.EscapeDataString(service)}", await fixture.SignInAsync());

        var body = await ContractCheck.VerifyAsync("ResolveClientMetadata", response);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("ServiceNotFound", body.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("vpc", "vpc", "vpc")]
    [InlineData("iam", "iam", "iam")]
    [InlineData("key-management-service", "kms", "kms,key-management-service")]
    [InlineData("secrets-manager-service", "secrets-manager", "secrets-manager,secrets-manager-service")]
    public async Task Metadata_tells_the_addresses_and_the_contract_of_the_service(string service, string id, string names)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{Metadata}?service={service}", await fixture.SignInAsync());

        var body = await ContractCheck.VerifyAsync("ResolveClientMetadata", response);
        Assert.True(body.GetProperty("success").GetBoolean());
        var data = body.GetProperty("data");
        Assert.Equal(id, data.GetProperty("id").GetString());
        Assert.NotEmpty(data.GetProperty("created_by").GetString()!);
        Assert.NotEmpty(data.GetProperty("updated_by").GetString()!);
        Assert.Equal(
            names.Split(',').Select(name => (name, $"{Origin}/{name}")),
            data.GetProperty("upstreams").EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)));
        Assert.Empty(data.GetProperty("cors").GetProperty("allowed_origins").EnumerateArray());
        using var contract = await fixture.Http.GetAsync(new Uri(data.GetProperty("references").GetProperty("openapi").GetString()!), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)contract.StatusCode);
        Assert.StartsWith("Haneul: ", JsonElement.Parse(await contract.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("info").GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_gets_no_leave_as_the_metadata_says()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Metadata + "?service=vpc");
        request.Headers.Add("X-Auth-Token", await fixture.SignInAsync());
        request.Headers.Add("Origin", "https://page.example");

        using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Calls_are_events_of_the_organisation()
    {
        var admin = await fixture.AdminTokenAsync();
        await fixture.CallAsync(HttpMethod.Get, "/heimdall/api/v1/client-endpoints/resolve", admin);
        await fixture.CallAsync(HttpMethod.Get, Policy, admin);
        await fixture.CallAsync(HttpMethod.Get, Metadata + "?service=tgw", admin);

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_category=organisation&source_service=Client%20Configuration&limit=3", admin);

        var events = body.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["Resolve Client Metadata", "Resolve Az Policy", "Resolve Client Endpoint"], events.Select(entry => entry.GetProperty("event_name").GetString()));
        Assert.Equal("tgw", events[0].GetProperty("resource").GetProperty("id").GetString());
        Assert.Equal("/api/v1/client-endpoints/resolve", events[2].GetProperty("request").GetProperty("path").GetString());
    }
}
