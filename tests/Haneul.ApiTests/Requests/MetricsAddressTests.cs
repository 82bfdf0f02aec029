using System.Net;
using System.Net.Sockets;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Server;
using Microsoft.Extensions.Configuration;

namespace Haneul.ApiTests.Requests;

/// <summary>The addresses of the metrics serve the metrics, not the API: the rules for where tokens may travel are not held against them.</summary>
public sealed class MetricsAddressTests(MetricsAddressFixture fixture) : IClassFixture<MetricsAddressFixture>
{
    [Theory]
    [InlineData("POST", "/identity/v3/auth/tokens")]
    [InlineData("GET", "/identity/v3")]
    [InlineData("GET", "/secrets-manager/api/v1/secrets")]
    [InlineData("GET", "/healthz")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/openapi.json")]
    [InlineData("POST", "/metrics")]
    [InlineData("GET", "/metrics/")]
    [InlineData("GET", "/Metrics")]
    public async Task Nothing_else_is_served(string method, string path)
    {
        using var response = await SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_metrics_are_served_there_alone()
    {
        using var metrics = await SendAsync(HttpMethod.Get, "/metrics");
        using var head = await SendAsync(HttpMethod.Head, "/metrics");

        Assert.Contains("haneul_request_duration_seconds", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(404, (int)(await fixture.Http.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/identity/v3", token: null)).Status);
    }

    [Fact]
    public async Task A_name_of_others_is_refused_on_loopback()
    {
        using var response = await SendAsync(HttpMethod.Get, "/metrics", "evil.example");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4482")]
    [InlineData("http://127.0.0.2:4482")]
    [InlineData("http://127.0.0.1:0")]
    public void A_port_that_does_not_tell_them_apart_refuses_the_start(string url)
    {
        var options = HaneulOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Haneul:MetricsUrls", url)]).Build());

        Assert.Contains("port of its own", Assert.Throws<ConfigurationRefusedException>(() => ListenAddresses.Read("http://127.0.0.1:4482", options)).Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(fixture.MetricsAddress, path));
        request.Headers.Host = host;
        return await fixture.Http.SendAsync(request);
    }
}

/// <summary>A server with an address for the metrics.</summary>
public sealed class MetricsAddressFixture : ApiFixture
{
    /// <summary>Where the metrics are.</summary>
    public Uri MetricsAddress { get; } = new($"http://127.0.0.1:{FreePort()}");

    protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Haneul:MetricsUrls"] = MetricsAddress.GetLeftPart(UriPartial.Authority) };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
