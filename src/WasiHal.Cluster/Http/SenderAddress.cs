using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>Where a request comes from. What a header says about it is anybody's word and is not read.</summary>
internal static class SenderAddress
{
    /// <summary>The address of the other end, IPv4 as IPv4; loopback for what has none, such as a Unix socket.</summary>
    public static IPAddress Of(HttpContext context) => Plain(context.Connection.RemoteIpAddress);

    /// <summary>The address as it is counted: whoever has one address of IPv6 has the 64 bits behind it too.</summary>
    public static IPAddress Group(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }

    /// <summary>An address without the interface that it came by, IPv4 as IPv4.</summary>
    public static IPAddress Plain(IPAddress? address) =>
        address is null ? IPAddress.Loopback
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? new(address.GetAddressBytes())
        : address;
}
