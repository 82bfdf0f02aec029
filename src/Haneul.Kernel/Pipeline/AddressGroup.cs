using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// The addresses that count as one caller: one IPv4 address, or a /64 of IPv6, which is what a single customer is given and could otherwise
/// walk through without end. A connection without an address (a Unix socket) is a group too.
/// </summary>
/// <param name="Family">4 or 6; 0 without an address.</param>
/// <param name="Prefix">The 32 or 64 bits.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressGroup(byte Family, ulong Prefix)
{
    /// <summary>The group of an address.</summary>
    public static AddressGroup Of(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? new(4, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : address.IsIPv4MappedToIPv6 ? new(4, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new(6, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    /// <summary>The group in the usual notation, such as <c>192.0.2.1</c> or <c>2001:db8::/64</c>; empty without an address.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        switch (Family)
        {
            case 4:
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Prefix);
                return new IPAddress(bytes[..4]).ToString();
            case 6:
                BinaryPrimitives.WriteUInt64BigEndian(bytes, Prefix);
                return new IPAddress(bytes) + "/64";
            default:
                return "";
        }
    }
}
