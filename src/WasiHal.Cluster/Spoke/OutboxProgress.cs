using System.Globalization;

namespace WasiHal.Cluster.Spoke;

/// <summary>Whether readings get on with their way to the outbox. A disk that fails and a hub that is away are no standstill.</summary>
internal sealed class OutboxProgress(OutboxWriter writer) : INodeProgress
{
    /// <inheritdoc/>
    public string? Standstill => writer.WritingForTooLong is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"one write to {Outbox.FileName} has not ended for {time.TotalMinutes:0} minutes")
        : null;
}
