namespace WasiHal.Cluster.Spoke;

/// <summary>What a spoke shows of its outbox as a node.</summary>
internal sealed class SpokeDelivery(Outbox outbox, Pusher pusher) : IOwnDelivery
{
    /// <inheritdoc/>
    public string Role => "spoke";

    /// <inheritdoc/>
    public long WaitingBatches => outbox.Figures.WaitingBatches;

    /// <inheritdoc/>
    public long Lost => outbox.Figures.Lost.Total;

    /// <inheritdoc/>
    public string? Problem => outbox.Problem ?? pusher.State.Problem;
}
