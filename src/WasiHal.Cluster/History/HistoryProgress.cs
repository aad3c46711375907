using System.Globalization;

namespace WasiHal.Cluster.History;

/// <summary>Whether readings get on with their way into the history. A disk that fails is no standstill: its error is an answer.</summary>
internal sealed class HistoryProgress(HubDatabase database) : INodeProgress
{
    /// <inheritdoc/>
    public string? Standstill => database.UsedForTooLong is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"one use of {HubSchema.FileName} has not ended for {time.TotalMinutes:0} minutes")
        : null;
}
