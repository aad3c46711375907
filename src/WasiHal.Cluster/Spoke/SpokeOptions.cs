using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>The spoke's part of the section <c>[cluster]</c>.</summary>
public sealed class SpokeOptions : IValidatableObject
{
    /// <summary>The configuration section, which it shares with <see cref="NodeOptions"/>.</summary>
    public const string Section = NodeOptions.Section;

    /// <summary>What this node is to the others. A program that adds the spoke's part can only be a spoke.</summary>
    /// <value><c>spoke</c>.</value>
    [ConfigurationKeyName("role")]
    [AllowedValues("spoke", ErrorMessage = "is not spoke, which is what this program is; a hub is run by the program Hub")]
    public string Role { get; set; } = "spoke";

    /// <summary>Where the hub is: its address, such as <c>http://192.168.1.10:3000/push</c>; <c>/push</c> may be left out. Empty: nothing is sent and all is kept.</summary>
    /// <value>None: it must be given.</value>
    [ConfigurationKeyName("hub_url")]
    [Required(AllowEmptyStrings = true, ErrorMessage = "is missing: the hub's address such as \"http://192.168.1.10:3000/push\" is needed, or \"\" to send nothing and keep all")]
    public string? HubUrl { get; set; }

    /// <summary>How readings are sent: <c>batch</c> to a hub of this project, <c>flat</c> to one of the original.</summary>
    /// <value><c>batch</c>.</value>
    [ConfigurationKeyName("push_format")]
    [AllowedValues("batch", "flat", ErrorMessage = "is not batch or flat")]
    public string PushFormat { get; set; } = "batch";

    /// <summary>A key of the original's files, for its hub. Accepted and not used.</summary>
    /// <value>None.</value>
    [ConfigurationKeyName("spoke_buzzer_url")]
    public string? SpokeBuzzerUrl { get; set; }

    /// <summary>What is kept until the hub has it.</summary>
    [ConfigurationKeyName("outbox")]
    public OutboxOptions Outbox { get; } = new();

    /// <summary>Whom the spoke lets in.</summary>
    /// <value>Nobody but this machine.</value>
    [ConfigurationKeyName("security")]
    public SecurityOptions Security { get; } = new();

    /// <summary>Where pushes go; null for nowhere.</summary>
    internal Uri? PushAddress => TryReadAddress(HubUrl, out var address) ? address : null;

    /// <summary>Checks the hub's address.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => string.IsNullOrEmpty(HubUrl) || TryReadAddress(HubUrl, out _)
        ? []
        : [new("is not an address such as http://192.168.1.10:3000/push: http or https, a host, perhaps a port and a path, and nothing else", [nameof(HubUrl)])];

    private static bool TryReadAddress(string? text, out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var given)
            || (given.Scheme != Uri.UriSchemeHttp && given.Scheme != Uri.UriSchemeHttps)
            || given.UserInfo.Length > 0 || given.Query.Length > 0 || given.Fragment.Length > 0 || given.Host.Length == 0)
        {
            return false;
        }

        var path = given.AbsolutePath.TrimEnd('/');
        address = new UriBuilder(given) { Path = path.EndsWith("/push", StringComparison.Ordinal) ? path : path + "/push" }.Uri;
        return true;
    }
}
