using System.Net;
using System.Net.Sockets;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>What stands between callers and a server: whatever host an address names, the server under test gets the connection, as a name server would arrange.</summary>
internal static class Detour
{
    /// <summary>A client that is led to the server by every host name.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="proxy">Changes each request on the way, as a proxy does; null for none.</param>
    public static HttpClient To(Uri server, Action<HttpRequestMessage>? proxy = null)
    {
        var direct = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(proxy is null ? direct : new Proxy(proxy) { InnerHandler = direct }) { BaseAddress = server };
    }

    private sealed class Proxy(Action<HttpRequestMessage> change) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            change(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
