using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Server;

namespace Haneul.ApiTests.Requests;

/// <summary>Forwarded headers change what the server believes of a caller, so only the proxies that the operator names may send them.</summary>
public abstract class ForwardedHeadersContract(ApiFixture fixture)
{
    /// <summary>The server.</summary>
    protected ApiFixture Fixture { get; } = fixture;

    /// <summary>Where the services are and who asks, as the server believes it of a request with forwarded headers.</summary>
    private protected async Task<(string Vpc, string SourceAddress)> AskAsync(string forwardedHost, string forwardedFor)
    {
        var token = await Fixture.SignInAsync();
        using var http = Detour.To(Fixture.Http.BaseAddress!, request =>
        {
            request.Headers.Add("X-Auth-Token", token);
            request.Headers.Add("X-Forwarded-Host", forwardedHost);
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Add("X-Forwarded-Prefix", "/elsewhere");
        });
        var endpoints = await ReadAsync(http, "/config/api/v1/client-endpoints/resolve");
        await ReadAsync(http, "/secrets-manager/api/v1/secrets");
        var (_, trail) = await Fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=List%20Secrets&limit=1", token);
        return (
            endpoints.GetProperty("data").GetProperty("service_endpoints").GetProperty("vpc").GetString()!,
            Assert.Single(trail.GetProperty("events").EnumerateArray()).GetProperty("source_ip").GetString()!);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}

/// <summary>A server that knows no proxy.</summary>
public sealed class ForwardedHeadersWithoutProxyTests(ApiFixture fixture) : ForwardedHeadersContract(fixture), IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Nobody_is_believed()
    {
        Assert.Equal((new Uri(Fixture.Http.BaseAddress!, "vpc").ToString(), "127.0.0.1"), await AskAsync("evil.example", "203.0.113.9"));
    }

    [Theory]
    [InlineData("front.example")]
    [InlineData("10.0.0.0/33")]
    [InlineData("127.0.0.1,10.0.0.")]
    public async Task An_entry_that_is_no_address_refuses_the_start(string proxies)
    {
        var folder = Directory.CreateTempSubdirectory("haneul-proxies-");
        try
        {
            var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Haneul:DataDirectory"] = folder.FullName,
                ["Haneul:TrustedProxies"] = proxies,
            };

            var refusal = await Assert.ThrowsAsync<ConfigurationRefusedException>(
                () => HaneulServer.StartAsync(settings, ServerParts.Real, TestContext.Current.CancellationToken));

            Assert.Contains("Haneul:TrustedProxies", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A server whose proxies are elsewhere: the caller on loopback is none of them.</summary>
public sealed class ForwardedHeadersOfAnotherTests(OtherProxyFixture fixture) : ForwardedHeadersContract(fixture), IClassFixture<OtherProxyFixture>
{
    [Fact]
    public async Task A_caller_that_is_no_proxy_is_not_believed() =>
        Assert.Equal((new Uri(Fixture.Http.BaseAddress!, "vpc").ToString(), "127.0.0.1"), await AskAsync("evil.example", "203.0.113.9"));
}

/// <summary>A server with a proxy on loopback.</summary>
public sealed class ForwardedHeadersOfProxyTests(TrustedProxyFixture fixture) : ForwardedHeadersContract(fixture), IClassFixture<TrustedProxyFixture>
{
    [Fact]
    public async Task The_proxy_tells_host_scheme_and_caller_but_no_prefix() =>
        Assert.Equal(("https://cloud.example/vpc", "203.0.113.9"), await AskAsync("cloud.example", "203.0.113.9"));

    [Fact]
    public async Task Only_what_the_proxy_itself_added_counts() =>
        Assert.Equal(("https://cloud.example/vpc", "203.0.113.9"), await AskAsync("evil.example, cloud.example", "198.51.100.1, 203.0.113.9"));

    [Theory]
    [InlineData("203.0.113.9:4711", "203.0.113.9")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 127.0.0.1", "127.0.0.1")]
    public async Task The_caller_is_an_address_in_its_usual_form_without_a_port(string forwardedFor, string caller) =>
        Assert.Equal(("https://cloud.example/vpc", caller), await AskAsync("cloud.example", forwardedFor));

    [Theory]
    [InlineData("203.0.113.9, unknown")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("203.0.113.9\t=1+1")]
    public async Task What_is_no_address_is_not_the_caller(string forwardedFor) =>
        Assert.Equal("127.0.0.1", (await AskAsync("cloud.example", forwardedFor)).SourceAddress);

    [Fact]
    public async Task Services_are_told_apart_by_the_forwarded_host()
    {
        var token = await Fixture.SignInAsync();
        using var http = Detour.To(Fixture.Http.BaseAddress!, request =>
        {
            request.Headers.Add("X-Auth-Token", token);
            request.Headers.Add("X-Forwarded-Host", "heimdall.kr-central-2.cloud.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
        });

        var body = JsonElement.Parse(await http.GetStringAsync(new Uri("/api/v1/client-endpoints/resolve", UriKind.Relative), TestContext.Current.CancellationToken));

        var endpoints = body.GetProperty("data").GetProperty("service_endpoints");
        Assert.Equal("https://iam.cloud.example", endpoints.GetProperty("iam").GetString());
        Assert.Equal("https://bcs.kr-central-2.cloud.example", endpoints.GetProperty("bcs").GetString());
    }
}

/// <summary>A server that believes a network in which no test is.</summary>
public sealed class OtherProxyFixture : ApiFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Haneul:TrustedProxies"] = "10.0.0.0/8, 192.0.2.1" };
}

/// <summary>A server that believes loopback, in a domain.</summary>
public sealed class TrustedProxyFixture : ApiFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Haneul:TrustedProxies"] = "127.0.0.1",
        ["Haneul:Domain"] = "cloud.example",
    };
}
