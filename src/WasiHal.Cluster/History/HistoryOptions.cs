using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using WasiHal.Cluster.History;

namespace WasiHal.Cluster;

/// <summary>How long and in how much room a hub keeps readings: the section <c>[history]</c>.</summary>
public sealed class HistoryOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "history";

    /// <summary>How long readings are kept as they were taken; then each minute of a series becomes one point.</summary>
    /// <value>7 days.</value>
    [ConfigurationKeyName("keep_raw")]
    public Duration KeepRaw { get; set; } = new(TimeSpan.FromDays(7));

    /// <summary>How long minutes are kept; then each hour of a series becomes one point.</summary>
    /// <value>90 days.</value>
    [ConfigurationKeyName("keep_minutes")]
    public Duration KeepMinutes { get; set; } = new(TimeSpan.FromDays(90));

    /// <summary>How long anything is kept.</summary>
    /// <value>1825 days, which is five years.</value>
    [ConfigurationKeyName("keep_hours")]
    public Duration KeepHours { get; set; } = new(TimeSpan.FromDays(1825));

    /// <summary>Size of the database in bytes, which it never exceeds. Near it the oldest readings become coarser and then go, however young they are.</summary>
    /// <value>512 MiB.</value>
    [ConfigurationKeyName("max_bytes")]
    [Range(4L << 20, 1L << 40, ErrorMessage = "is not 4194304 to 1099511627776")]
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>How long readings of this node wait for each other before they are written. What is polled within it is lost when the power goes.</summary>
    /// <value>1 second.</value>
    [ConfigurationKeyName("commit_every")]
    public Duration CommitEvery { get; set; } = new(TimeSpan.FromSeconds(1));

    /// <summary>Nodes that the hub takes readings of, itself included; one more is refused.</summary>
    /// <value>256.</value>
    [ConfigurationKeyName("max_nodes")]
    [Range(1, 10_000, ErrorMessage = "is not 1 to 10000")]
    public int MaxNodes { get; set; } = 256;

    /// <summary>Series that are kept, of all nodes together; readings of one more are rejected and counted. One plugin has at most 1000.</summary>
    /// <value>10000.</value>
    [ConfigurationKeyName("max_series")]
    [Range(1, 100_000, ErrorMessage = "is not 1 to 100000")]
    public int MaxSeries { get; set; } = 10_000;

    /// <summary>How long chunks of a level are kept, counted from when they were received.</summary>
    internal TimeSpan Keep(ChunkLevel level) => (level switch { ChunkLevel.Raw => KeepRaw, ChunkLevel.Minute => KeepMinutes, _ => KeepHours }).Value;

    /// <summary>Refuses times out of range: what is kept longer is coarser.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in ((string, Duration)[])[(nameof(KeepRaw), KeepRaw), (nameof(KeepMinutes), KeepMinutes), (nameof(KeepHours), KeepHours)])
        {
            if (value.Value < TimeSpan.FromHours(1) || value.Value > TimeSpan.FromDays(3650))
            {
                yield return new("is not 1h to 3650d", [name]);
            }
        }

        if (KeepMinutes.Value < KeepRaw.Value)
        {
            yield return new($"is longer than history.keep_minutes = \"{KeepMinutes}\"", [nameof(KeepRaw)]);
        }

        if (KeepHours.Value < KeepMinutes.Value)
        {
            yield return new($"is longer than history.keep_hours = \"{KeepHours}\"", [nameof(KeepMinutes)]);
        }

        if (CommitEvery.Value < TimeSpan.FromMilliseconds(10) || CommitEvery.Value > TimeSpan.FromMinutes(1))
        {
            yield return new("is not 10ms to 1m", [nameof(CommitEvery)]);
        }
    }
}
