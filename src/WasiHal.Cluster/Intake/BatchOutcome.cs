namespace WasiHal.Cluster.Intake;

/// <summary>What became of a batch.</summary>
/// <param name="Kind">Whether it was taken.</param>
/// <param name="Accepted">For each reading of the batch, whether it is kept; empty unless it was taken now.</param>
internal sealed record BatchOutcome(BatchOutcomeKind Kind, IReadOnlyList<bool> Accepted)
{
    /// <summary>
    /// For each reading of the batch, whether it is the newest of its series now, in the order of its node and by no clock;
    /// empty unless the batch was taken now.
    /// </summary>
    public IReadOnlyList<bool> Newest { get; init; } = [];
}
