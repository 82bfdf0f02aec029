using System.Net;

namespace Haneul.Kernel.Outbound;

/// <summary>What an address may mean for the server (the special-purpose registries of RFC 6890, RFC 8190).</summary>
internal enum AddressKind
{
    /// <summary>Anybody on the internet reaches it.</summary>
    Public,

    /// <summary>Loopback, private, shared, and what else only some reach.</summary>
    Private,

    /// <summary>Link-local, metadata services, multicast, and what is no address of a host.</summary>
    Never,
}

/// <summary>Sorts addresses.</summary>
internal static class AddressKinds
{
    private static readonly IPNetwork[] NeverNetworks =
    [
        .. Networks("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
        .. Networks("fe80::/10", "ff00::/8", "::/128", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    ];

    // Metadata services of clouds outside the link-local networks: Alibaba, Oracle, Azure, Amazon, Google.
    private static readonly IPNetwork[] MetadataServices =
        Networks("100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32", "fd00:ec2::254/128", "fd20:ce::254/128");

    private static readonly IPNetwork[] PrivateNetworks =
    [
        .. Networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        .. Networks("::1/128", "fc00::/7", "fec0::/10", "64:ff9b:1::/48", "2001::/23"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>The kind of an address. An address that holds another (mapped, translated, 6to4) has the kind of that.</summary>
    public static AddressKind Of(IPAddress address)
    {
        var plain = Unwrap(address);
        if (Array.Exists(NeverNetworks, network => network.Contains(plain)) || Array.Exists(MetadataServices, network => network.Contains(plain)))
        {
            return AddressKind.Never;
        }

        if (Array.Exists(PrivateNetworks, network => network.Contains(plain)))
        {
            return AddressKind.Private;
        }

        return plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || GlobalUnicast.Contains(plain) ? AddressKind.Public : AddressKind.Never;
    }

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12, 4))
            : SixToFour.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(2, 4))
            : address;
    }

    private static IPNetwork[] Networks(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
