using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.ClientConfiguration;

/// <summary>The start of the official Terraform provider, by every way in which a caller can reach the server.</summary>
public abstract class TerraformStartContract(ApiFixture fixture)
{
    /// <summary>The server.</summary>
    protected ApiFixture Fixture { get; } = fixture;

    /// <summary>Starts by two overrides, reads the project, and follows every address that was told to the service behind it.</summary>
    private protected async Task<TerraformStart> StartAsync(HttpClient http, string identity, string configuration)
    {
        var start = new TerraformStart(http, identity, configuration);
        var bootstrap = Fixture.Bootstrap;
        await start.RunAsync(bootstrap.AccessKeyId, bootstrap.AccessKeySecret);

        Assert.Equal((bootstrap.ProjectId, bootstrap.ProjectName, bootstrap.DomainId, bootstrap.DomainName), await start.ReadProjectAsync());
        foreach (var (name, url) in start.Endpoints)
        {
            var (status, document) = await start.GetAsync(url + "/openapi.json");
            Assert.True(status == 200, $"{name} at {url}: {status}");
            Assert.Equal(TitleOf(name), document.GetProperty("info").GetProperty("title").GetString());
        }

        return start;
    }

    // Paths that two services have tell whether an address leads to the right one.
    private protected static async Task AssertToldApartAsync(TerraformStart start)
    {
        Assert.Contains("ListInstanceTypes ", await MessageOfAsync(start, "bcs", "/api/v1/flavors"), StringComparison.Ordinal);
        Assert.Contains("ListMysqlInstanceTypesFlavors", await MessageOfAsync(start, "mysql", "/api/v1/flavors"), StringComparison.Ordinal);
        Assert.Contains("ListRouteTables ", await MessageOfAsync(start, "vpc", "/api/v1/route-tables"), StringComparison.Ordinal);
        Assert.Contains("ListTgwRouteTables", await MessageOfAsync(start, "tgw", "/api/v1/route-tables"), StringComparison.Ordinal);
    }

    private static async Task<string> MessageOfAsync(TerraformStart start, string service, string path)
    {
        var (status, body) = await start.GetAsync(start.Endpoints[service] + path);
        Assert.Equal(501, status);
        return body.GetProperty("error").GetProperty("message").GetString()!;
    }

    private static string TitleOf(string name) => "Haneul: " + name switch
    {
        "iam" => "IAM",
        "kms" or "key-management-service" => "Key Management Service",
        "secrets-manager" or "secrets-manager-service" => "Secrets Manager",
        "cloud-trail" => "Cloud Trail",
        "bcs" => "Beyond Compute Service",
        "image" => "Image",
        "volume" => "Volume",
        "vpc" => "VPC",
        "network" => "Network",
        "load-balancer" => "Load Balancing",
        "tgw" => "Transit Gateway",
        "kubernetes-engine" => "Kubernetes Engine",
        "mysql" => "MySQL",
        "config" or "heimdall" => "Client Configuration",
        _ => throw new InvalidOperationException($"{name} is an address that no client asks for."),
    };
}

/// <summary>By the address that the server listens on, and by the names that always lead there.</summary>
public sealed class TerraformStartTests(ApiFixture fixture) : TerraformStartContract(fixture), IClassFixture<ApiFixture>
{
    private Uri Server => Fixture.Http.BaseAddress!;

    [Theory]
    [InlineData("", "/config")]
    [InlineData("/iam", "/heimdall")]
    public async Task It_starts_by_the_address_of_the_server(string identity, string configuration)
    {
        var origin = Server.GetLeftPart(UriPartial.Authority);

        var start = await StartAsync(Fixture.Http, origin + identity, origin + configuration);

        Assert.All(start.Endpoints, endpoint => Assert.Equal($"{origin}/{endpoint.Key}", endpoint.Value));
        await AssertToldApartAsync(start);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("heimdall")]
    public async Task It_starts_by_host_names(string configuration)
    {
        using var http = Detour.To(Server);

        var start = await StartAsync(http, $"http://iam.localhost:{Server.Port}", $"http://{configuration}.localhost:{Server.Port}");

        Assert.All(start.Endpoints, endpoint => Assert.Equal($"http://{endpoint.Key}.localhost:{Server.Port}", endpoint.Value));
        await AssertToldApartAsync(start);
    }

    [Fact]
    public async Task It_learns_the_zones_of_the_region()
    {
        var origin = Server.GetLeftPart(UriPartial.Authority);

        var start = await StartAsync(Fixture.Http, origin, origin + "/config");

        Assert.Equal(5, start.Zones.Count);
        Assert.All(start.Zones.Values, zones => Assert.Equal(["kr-central-2-a", "kr-central-2-b", "kr-central-2-c"], zones));
    }
}

/// <summary>By the host names of a domain, whose wildcard record leads to the server.</summary>
public sealed class TerraformStartInDomainTests(DomainFixture fixture) : TerraformStartContract(fixture), IClassFixture<DomainFixture>
{
    [Theory]
    [InlineData("heimdall.kr-central-3.cloud.example")]
    [InlineData("config.cloud.example")]
    public async Task It_starts_by_the_host_names_of_a_domain(string configuration)
    {
        var port = Fixture.Http.BaseAddress!.Port;
        using var http = Detour.To(Fixture.Http.BaseAddress);

        var start = await StartAsync(http, $"http://iam.cloud.example:{port}", $"http://{configuration}:{port}");

        Assert.Equal($"http://iam.cloud.example:{port}", start.Endpoints["iam"]);
        Assert.All(start.Endpoints.Where(endpoint => endpoint.Key != "iam"), endpoint => Assert.Equal($"http://{endpoint.Key}.kr-central-3.cloud.example:{port}", endpoint.Value));
        Assert.All(start.Zones.Values, zones => Assert.Equal(["kr-central-3-a", "kr-central-3-b", "kr-central-3-c"], zones));
        await AssertToldApartAsync(start);
    }
}

/// <summary>By the public address that hides the server: a proxy that encrypts and has the server below a path of its own.</summary>
public sealed class TerraformStartAtPublicUrlTests(PublicUrlFixture fixture) : TerraformStartContract(fixture), IClassFixture<PublicUrlFixture>
{
    private const string Public = "https://front.example:8443/cloud";

    [Fact]
    public async Task It_starts_by_the_public_address_and_never_leaves_it()
    {
        using var http = Detour.To(Fixture.Http.BaseAddress!, request =>
        {
            Assert.StartsWith(Public + "/", request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
            request.RequestUri = new Uri(Fixture.Http.BaseAddress!, request.RequestUri.PathAndQuery["/cloud".Length..]);
            request.Headers.Host = "front.example:8443";
        });

        var start = await StartAsync(http, Public, Public + "/config");

        Assert.All(start.Endpoints, endpoint => Assert.Equal($"{Public}/{endpoint.Key}", endpoint.Value));
        await AssertToldApartAsync(start);
    }

    [Fact]
    public async Task A_host_name_is_answered_with_the_public_address_too()
    {
        using var http = Detour.To(Fixture.Http.BaseAddress!);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://config.localhost:{Fixture.Http.BaseAddress!.Port}/api/v1/client-endpoints/resolve");
        request.Headers.Add("X-Auth-Token", await Fixture.SignInAsync());

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var endpoints = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("data").GetProperty("service_endpoints");
        Assert.Equal(Public + "/config", endpoints.GetProperty("config").GetString());
        Assert.Equal(Public + "/vpc", endpoints.GetProperty("vpc").GetString());
    }
}

/// <summary>A server with a domain in another region.</summary>
public sealed class DomainFixture : ApiFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Haneul:Domain"] = "cloud.example",
        ["Haneul:Region"] = "kr-central-3",
    };
}

/// <summary>A server behind a public address.</summary>
public sealed class PublicUrlFixture : ApiFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Haneul:PublicUrl"] = "https://front.example:8443/cloud/" };
}
