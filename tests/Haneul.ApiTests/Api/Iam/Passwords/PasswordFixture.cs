using System.Net;
using System.Net.Sockets;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Passwords;

/// <summary>A server of its own, whose organisation the tests set up, and callers at other addresses of the loopback network.</summary>
public sealed class PasswordFixture : ApiFixture
{
    public const string Settings = "/haneul/v1/organisations/default/settings";

    /// <summary>Changes the settings of the organisation.</summary>
    public async Task SetAsync(string settings) =>
        Assert.Equal(200, (await CallAsync(HttpMethod.Patch, Settings, await AdminTokenAsync(), "{\"settings\":" + settings + "}")).Status);

    /// <summary>Tries a password for a user from an address; the status.</summary>
    public async Task<int> TryAsync(string userId, string password, string address = "127.0.0.1")
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = Http.BaseAddress };
        using var content = new StringContent(
            IamRequests.ByPassword($$"""{"id":"{{userId}}","password":"{{password}}"}""", null), System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(IamRequests.Tokens, UriKind.Relative), content);
        return (int)response.StatusCode;
    }

    /// <summary>Changes a password by the present one, without a token.</summary>
    public Task<HttpResponseMessage> ChangeAsync(string userId, string original, string password) => SendAsync(
        HttpMethod.Post, $"/identity/v3/users/{userId}/password", token: null, $$$"""{"user":{"password":"{{{password}}}","original_password":"{{{original}}}"}}""");
}
