using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>How the hub tells who is there: the part of the section <c>[hub]</c> for nodes.</summary>
public sealed class PresenceOptions : IValidatableObject
{
    /// <summary>The configuration section, which it shares with <see cref="DashboardOptions"/>.</summary>
    public const string Section = DashboardOptions.Section;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>A node that was not heard from for longer is stale.</summary>
    /// <value>30 s, three heartbeats.</value>
    [ConfigurationKeyName("stale_after")]
    public Duration StaleAfter { get; set; } = new(TimeSpan.FromSeconds(30));

    /// <summary>A node that was not heard from for longer is offline. A reading whose sender does not say when the next one is due is stale after it.</summary>
    /// <value>5 min.</value>
    [ConfigurationKeyName("offline_after")]
    public Duration OfflineAfter { get; set; } = new(TimeSpan.FromMinutes(5));

    /// <summary>Names by which other machines call this one, beside its own name, that name with <c>.local</c>, and any address.</summary>
    /// <value>Empty.</value>
    [ConfigurationKeyName("host_names")]
    public IList<string> HostNames { get; } = [];

    /// <summary>Checks ranges and names.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, length) in new[] { (nameof(StaleAfter), StaleAfter), (nameof(OfflineAfter), OfflineAfter) })
        {
            if (length.Value < Shortest || length.Value > Longest)
            {
                yield return new("is not 1s to 7d", [name]);
            }
        }

        if (OfflineAfter.Value <= StaleAfter.Value)
        {
            yield return new("is not longer than hub.stale_after", [nameof(OfflineAfter)]);
        }

        foreach (var host in HostNames.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns))
        {
            yield return new($"has \"{host}\", which is not the name of a machine, such as \"hub.example.org\", without port", [nameof(HostNames)]);
        }
    }
}
