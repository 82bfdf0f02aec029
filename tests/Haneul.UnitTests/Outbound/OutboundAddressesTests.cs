using System.Net;
using System.Net.Sockets;
using Haneul.Kernel.Outbound;

namespace Haneul.UnitTests.Outbound;

public sealed class OutboundAddressesTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Public_addresses_are_free(string address) => Assert.True(new OutboundAddresses([]).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("fc00::1")]
    [InlineData("fd12::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    public void What_only_some_reach_is_closed(string address) => Assert.False(new OutboundAddresses([]).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("::7f00:1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    public void Link_local_addresses_and_metadata_services_stay_closed_whatever_the_operator_allows(string address)
    {
        var everything = new OutboundAddresses([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);

        Assert.False(everything.IsAllowed(IPAddress.Parse(address)));
        Assert.False(everything.IsAllowedInClear(IPAddress.Parse(address)));
    }

    [Fact]
    public void The_operator_opens_networks_and_only_those()
    {
        var addresses = new OutboundAddresses([IPNetwork.Parse("10.1.0.0/16")]);

        Assert.True(addresses.IsAllowed(IPAddress.Parse("10.1.2.3")));
        Assert.True(addresses.IsAllowed(IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.False(addresses.IsAllowed(IPAddress.Parse("10.2.0.1")));
    }

    [Fact]
    public void Without_TLS_only_networks_of_the_operator_are_open()
    {
        var addresses = new OutboundAddresses([IPNetwork.Parse("127.0.0.0/8")]);

        Assert.True(addresses.IsAllowedInClear(IPAddress.Loopback));
        Assert.False(addresses.IsAllowedInClear(IPAddress.Parse("8.8.8.8")));
    }

    [Fact]
    public async Task A_closed_address_is_not_even_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new HttpClient(new OutboundAddresses([]).CreateHandler());

        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1" })
        {
            foreach (var scheme in new[] { "http", "https" })
            {
                var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"{scheme}://{host}:{port}/"), TestContext.Current.CancellationToken));
                Assert.IsType<AddressRefusedException>(refused.InnerException);
            }
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new HttpClient(new OutboundAddresses([IPNetwork.Parse("127.0.0.1/32")]).CreateHandler());
        var answering = AnswerAsync(listener, "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await stream.ReadExactlyAsync(new byte[16], TestContext.Current.CancellationToken);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }
}
