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
    [AllowedValues("hub", ErrorMessage = "is not hub, which is what this program is")]
    public string Role { get; set; } = "hub";

    /// <summary>Whom the hub lets in.</summary>
    /// <value>Nobody but this machine.</value>
    [ConfigurationKeyName("security")]
    public SecurityOptions Security { get; } = new();
}
