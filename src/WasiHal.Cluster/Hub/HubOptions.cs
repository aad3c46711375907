using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>The hub's part of the section <c>[cluster]</c>.</summary>
public sealed class HubOptions
{
    /// <summary>The configuration section, which it shares with <see cref="NodeOptions"/>.</summary>
    public const string Section = NodeOptions.Section;

    /// <summary>What this node is to the others. A program that adds the hub's part can only be a hub.</summary>
    /// <value><c>hub</c>.</value>
    [ConfigurationKeyName("role")]
    [AllowedValues("hub", ErrorMessage = "is not hub, which is what this program is; a spoke is run by the program Spoke")]
    public string Role { get; set; } = "hub";

    /// <summary>The address that a spoke pushes to. A hub pushes to nobody, and the original's hub files say so by an empty text.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("hub_url")]
    [AllowedValues("", ErrorMessage = "is not \"\": a hub pushes to no other hub. For a spoke, set cluster.role = \"spoke\" and run the program Spoke")]
    public string HubUrl { get; set; } = "";

    /// <summary>Where the original's hub forwards commands for the buzzer, such as <c>http://192.168.7.11:3000/api/buzzer</c>. It is only accepted: commands reach a spoke over the connection that the spoke opened.</summary>
    /// <value>None.</value>
    [ConfigurationKeyName("spoke_buzzer_url")]
    [RegularExpression("^https?://[^\\s/?#@]+(/[^\\s]*)?$", ErrorMessage = "is not an address such as http://192.168.7.11:3000/api/buzzer")]
    public string? SpokeBuzzerUrl { get; set; }

    /// <summary>Whom the hub lets in.</summary>
    /// <value>Nobody but this machine.</value>
    [ConfigurationKeyName("security")]
    public HubSecurityOptions Security { get; } = new();
}
