using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;

namespace Haneul.ApiTests.Api.ClientConfiguration;

/// <summary>
/// What the official Terraform provider does before its first resource, call by call (spec/iam-and-trail.md section 8.4), with its two overrides and nothing
/// else known. It dereferences what it reads without looking, so a null or an absent member in any of these answers fails here.
/// </summary>
/// <param name="http">Reaches the server by whatever address.</param>
/// <param name="identity">The override <c>iam</c>.</param>
/// <param name="configuration">The override <c>config</c>.</param>
internal sealed class TerraformStart(HttpClient http, string identity, string configuration)
{
    private string _token = "";

    /// <summary>The names under which the provider looks for addresses; one that is missing leaves it with an empty URL.</summary>
    public static IReadOnlyList<string> EndpointNames { get; } =
        ["iam", "vpc", "network", "load-balancer", "volume", "image", "bcs", "kubernetes-engine", "tgw", "mysql"];

    /// <summary>The addresses that it was told.</summary>
    public IReadOnlyDictionary<string, string> Endpoints { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The zones that it was told.</summary>
    public IReadOnlyDictionary<string, string[]> Zones { get; private set; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>Signs in and asks for addresses and zones, in the provider's order.</summary>
    public async Task RunAsync(string accessKeyId, string secret)
    {
        _token = await IssueTokenAsync(accessKeyId, secret);
        Endpoints = (await ResolveAsync("ResolveClientEndpoint", "client-endpoints")).GetProperty("service_endpoints")
            .EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
        Zones = (await ResolveAsync("ResolveAzPolicy", "az-policies")).GetProperty("services")
            .EnumerateObject().ToDictionary(member => member.Name, member => member.Value.EnumerateArray().Select(zone => zone.GetString()!).ToArray(), StringComparer.Ordinal);

        Assert.All(EndpointNames, name => Assert.True(Uri.IsWellFormedUriString(Endpoints[name], UriKind.Absolute), $"{name}: {Endpoints[name]}"));
        Assert.All(["bcs", "vpc", "lb", "k8se", "mysql"], name => Assert.NotEmpty(Zones[name]));
    }

    /// <summary>What the data source <c>kakaocloud_project</c> reads, at the address that the server itself told.</summary>
    public async Task<(string Id, string Name, string DomainId, string DomainName)> ReadProjectAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Endpoints["iam"] + "/identity/v3/auth/tokens");
        request.Headers.Add("X-Auth-Token", _token);
        request.Headers.Add("X-Subject-Token", _token);
        using var response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        var project = (await ContractCheck.VerifyAsync("ValidateToken", response)).GetProperty("token").GetProperty("project");
        var domain = project.GetProperty("domain");
        return (TextOf(project, "id"), TextOf(project, "name"), TextOf(domain, "id"), TextOf(domain, "name"));
    }

    /// <summary>Sends a request with the token to an address.</summary>
    public async Task<(int Status, JsonElement Body)> GetAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("X-Auth-Token", _token);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static string TextOf(JsonElement parent, string name)
    {
        var text = parent.GetProperty(name).GetString();
        Assert.False(string.IsNullOrEmpty(text), name);
        return text;
    }

    private static void AssertNoNull(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.All(value.EnumerateObject(), member => AssertNoNull(member.Value, $"{path}.{member.Name}"));
                break;
            case JsonValueKind.Array:
                Assert.All(value.EnumerateArray(), item => AssertNoNull(item, path + "[]"));
                break;
            default:
                Assert.True(value.ValueKind != JsonValueKind.Null, $"{path} is null");
                break;
        }
    }

    private async Task<string> IssueTokenAsync(string accessKeyId, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, identity + "/identity/v3/auth/tokens")
        {
            Content = new StringContent($$$$$"""
                {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{accessKeyId}}}}}","secret":"{{{{{secret}}}}}"}}}}
                """, Encoding.UTF8, "application/json"),
        };
        using var response = await http.SendAsync(request);
        var token = (await ContractCheck.VerifyAsync("IssueToken", response)).GetProperty("token");
        Assert.True(token.GetProperty("expires_at").TryGetDateTimeOffset(out _), "expires_at is no RFC 3339");
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private async Task<JsonElement> ResolveAsync(string operationId, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{configuration}/api/v1/{kind}/resolve");
        request.Headers.Add("X-Auth-Token", _token);
        request.Headers.Add("Accept", "*/*");
        using var response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        var body = await ContractCheck.VerifyAsync(operationId, response);
        AssertNoNull(body, operationId);
        Assert.True(body.GetProperty("success").GetBoolean());
        var data = body.GetProperty("data");
        Assert.All(["id", "created_by", "updated_by"], name => TextOf(data, name));
        Assert.True(data.GetProperty("priority").TryGetInt32(out _));
        return data;
    }
}
