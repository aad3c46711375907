namespace WasiHal.Cluster.Spoke;

/// <summary>How an outbox is, at one moment. Immutable.</summary>
/// <param name="Taken">Readings that it took in, since it was made.</param>
/// <param name="Confirmed">Readings that the hub confirmed.</param>
/// <param name="WaitingBatches">Batches that wait for that.</param>
/// <param name="WaitingReadings">Readings in them: what was taken in is confirmed, or waits, or is lost.</param>
/// <param name="Lost">Readings that had to be dropped.</param>
/// <param name="IsLossUnknown">Whether an outbox was set aside since the start of the process, and nobody knows how much was in it.</param>
internal sealed record OutboxFigures(long Taken, long Confirmed, long WaitingBatches, long WaitingReadings, OutboxLosses Lost, bool IsLossUnknown)
{
    /// <summary>Before anything is known.</summary>
    public static OutboxFigures None { get; } = new(0, 0, 0, 0, default, false);
}
