using System.Net;
using System.Net.Sockets;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>Where the operator allows nothing, nobody gets the server to talk to its own network or to write into its folders.</summary>
public sealed class LogStorageTargetTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = LogStorageFixture.Path;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    public async Task A_private_address_is_not_connected_to_and_nothing_is_told_of_it(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        var token = await fixture.SignInAsync();
        var (status, _) = await fixture.CallAsync(HttpMethod.Put, Path, token, BodyFor($"https://{host}:{port}"));

        var (tested, body) = await fixture.CallAsync(HttpMethod.Post, Path + "/tests", token);

        Assert.Equal((200, 200), (status, tested));
        Assert.Equal("TRAIL_999-001", body.GetProperty("test").GetProperty("error").GetProperty("code").GetString());
        Assert.DoesNotContain("127.0.0.1", body.GetRawText(), StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Without_a_network_that_the_operator_allows_TLS_is_needed()
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Put, Path, await fixture.SignInAsync(), BodyFor("http://objects.example.org"));

        Assert.Equal(400, status);
        Assert.Contains("log_storage.bucket.endpoint: must begin with https://", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_of_the_operator_there_is_none()
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Put, Path, await fixture.SignInAsync(), """{"log_storage":{"folder":true}}""");

        Assert.Equal(400, status);
        Assert.Contains("log_storage.folder:", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string BodyFor(string endpoint) => $$$$"""
        {"log_storage":{"bucket":{"endpoint":"{{{{endpoint}}}}","region":"r","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}
        """;
}
