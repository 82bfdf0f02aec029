using System.Net;
using System.Net.Sockets;

namespace Haneul.Kernel.Outbound;

/// <summary>
/// Says which addresses the server may connect to when a caller of the API names the target, so that nobody uses the server to reach what only the server reaches
/// (server-side request forgery). Public addresses are free; addresses of networks that are not public only where the operator allows the network
/// (<c>Haneul:AllowPrivateTargets</c>); link-local addresses, those of the metadata services of clouds, and what is no address of a host never.
/// The address is judged that the connection is made to, after the name was resolved and with no second look-up: a name that changes its address between check and use gains nothing.
/// </summary>
/// <param name="allowedNetworks">The networks that are not public and allowed all the same.</param>
/// <param name="resolve">Finds the addresses of a name; the resolver of the system without it.</param>
public sealed class OutboundAddresses(IReadOnlyList<IPNetwork> allowedNetworks, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    private const int MostHeaderKilobytes = 16;

    /// <summary>Whether a connection to an address may be made, with TLS.</summary>
    public bool IsAllowed(IPAddress address) => AddressKinds.Of(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => IsInAllowedNetwork(address),
        _ => false,
    };

    /// <summary>Whether a connection to an address may be made without TLS: only where the operator allows the network, be it public.</summary>
    public bool IsAllowedInClear(IPAddress address) => AddressKinds.Of(address) != AddressKind.Never && IsInAllowedNetwork(address);

    /// <summary>
    /// A new handler whose every connection is checked. It follows no redirect, knows no proxy and keeps no cookies; connections are renewed often enough for names to be
    /// resolved anew. The client on it needs a timeout of its own.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleTime,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        ActivityHeadersPropagator = null,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var target = context.DnsEndPoint;
        var inClear = string.Equals(context.InitialRequestMessage.RequestUri?.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);
        var addresses = await _resolve(target.Host, cancellation);
        var allowed = Array.FindAll(addresses, inClear ? IsAllowedInClear : IsAllowed);
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsInAllowedNetwork(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowedNetworks.Any(network => network.Contains(plain));
    }
}

/// <summary>No address of the target may be connected to. It says neither which addresses there are nor why, since the caller of the API must not learn it.</summary>
public sealed class AddressRefusedException() : IOException("The target has no address that may be connected to.");
