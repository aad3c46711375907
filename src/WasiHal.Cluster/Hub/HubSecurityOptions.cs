using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>Whom the hub lets in: the section <c>[cluster.security]</c>.</summary>
public sealed class HubSecurityOptions : SecurityOptions, IValidatableObject
{
    /// <summary>
    /// Networks whose machines may push readings without proof of who they are, such as <c>192.168.40.0/24</c> or <c>fd00::/8</c>. With one
    /// of them the hub may be bound to addresses that other machines reach.
    /// </summary>
    /// <value>Empty: only this machine may push.</value>
    [ConfigurationKeyName("allow_unsigned_push")]
    public IList<string> AllowUnsignedPush { get; } = [];

    /// <summary>Checks that each is a network.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        AllowUnsignedPush
            .Where(text => !TryParse(text, out _))
            .Select(text => new ValidationResult(
                $"has \"{text}\", which is not an address or a network whose last bits are 0, such as \"192.168.40.7\", \"192.168.40.0/24\" or \"fd00::/8\"",
                [nameof(AllowUnsignedPush)]));

    // Stricter than .NET: "192.168.40" is no address that anybody means, and "192.168.40.7/24" is either a network or an address.
    internal static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(first, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != first) || address.IsIPv4MappedToIPv6)
        {
            return false;
        }

        if (slash < 0)
        {
            network = new(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network) && network.BaseAddress.Equals(address) && HasNoBitsBehind(network);
    }

    private static bool HasNoBitsBehind(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
