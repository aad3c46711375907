namespace WasiHal.Cluster.Intake;

/// <summary>Who waits for batches to be applied. Used by one thread at a time.</summary>
internal sealed class LedgerRequest(SenderReport report, IReadOnlyList<IncomingBatch> batches)
{
    private readonly TaskCompletionSource<IReadOnlyList<BatchOutcome>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sender.</summary>
    public SenderReport Report { get; } = report;

    /// <summary>The batches.</summary>
    public IReadOnlyList<IncomingBatch> Batches { get; } = batches;

    /// <summary>How much there is to write, roughly.</summary>
    public long Bytes { get; } = batches.Sum(batch => 256L + (batch.Readings.Length * 16L)) + batches.Sum(TextBytes);

    /// <summary>What was tried for each batch, while nobody knows whether it was done.</summary>
    public BatchAttempt[] Attempts { get; } = [.. batches.Select(_ => new BatchAttempt())];

    /// <summary>What came of it once it is on the disk; or, for a request alone, why it is not taken.</summary>
    public (IReadOnlyList<BatchOutcome>? Outcomes, Exception? Refusal) Answer { get; set; }

    /// <summary>Ends when all of it is on the disk.</summary>
    public Task<IReadOnlyList<BatchOutcome>> Done => _done.Task;

    /// <summary>Tells what came of it.</summary>
    public void Finish()
    {
        if (Answer.Refusal is { } refusal)
        {
            _done.TrySetException(refusal);
        }
        else
        {
            _done.TrySetResult(Answer.Outcomes!);
        }
    }

    /// <summary>Tells that it could not be done.</summary>
    public void Fail(Exception failure) => _done.TrySetException(failure);

    private static long TextBytes(IncomingBatch batch)
    {
        var bytes = 0L;
        foreach (ref readonly var reading in batch.Readings.Span)
        {
            var value = reading.Measurement.Value;
            bytes += value.Kind == ReadingValueKind.Text ? value.Text.Length * 3L : 0;
        }

        return bytes;
    }
}
