using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Cluster;

/// <summary>What a spoke keeps until the hub has it: the section <c>[cluster.outbox]</c>.</summary>
public sealed class OutboxOptions : IValidatableObject
{
    /// <summary>Least of <see cref="MaxBytes"/>.</summary>
    public const long LeastBytes = 256 * 1024;

    /// <summary>Size that the file of the outbox never exceeds. When it is nearly reached, the oldest readings are dropped and counted.</summary>
    /// <value>67108864: 64 MiB.</value>
    [ConfigurationKeyName("max_bytes")]
    [Range(LeastBytes, 1L << 40, ErrorMessage = "is not a whole number from 262144 to 1099511627776")]
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Readings that have waited for longer are dropped and counted. Only time during which the node ran counts, so that no clock that jumps drops anything.</summary>
    /// <value><c>30d</c>.</value>
    [ConfigurationKeyName("max_age")]
    public Duration MaxAge { get; set; } = new(TimeSpan.FromDays(30));

    /// <summary>How long readings are gathered in memory before they are written to the disk together.</summary>
    /// <value><c>1s</c>.</value>
    [ConfigurationKeyName("commit_every")]
    public Duration CommitEvery { get; set; } = new(TimeSpan.FromSeconds(1));

    /// <summary>Checks the lengths of time.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxAge.Value < TimeSpan.FromMinutes(1) || MaxAge.Value > TimeSpan.FromDays(3650))
        {
            yield return new("is not between 1m and 3650d", [nameof(MaxAge)]);
        }

        if (CommitEvery.Value < TimeSpan.FromMilliseconds(10) || CommitEvery.Value > TimeSpan.FromMinutes(10))
        {
            yield return new("is not between 10ms and 10m", [nameof(CommitEvery)]);
        }
    }
}
