using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>A node that the hub has heard from, perhaps before its own last start.</summary>
/// <param name="Report">What was heard last; <see cref="PushStatus.Plugins"/> is only known since the hub's start.</param>
/// <param name="Applied">Readings that were applied, of the outbox that pushes now.</param>
/// <param name="AppliedOfAll">Readings that were applied, of all its outboxes and of those that number nothing.</param>
/// <param name="Rejected">Readings that the hub could not keep.</param>
/// <param name="Lost">Readings that its outboxes, this one and those before it, dropped.</param>
internal sealed record KnownNode(SenderReport Report, long Applied, long AppliedOfAll, long Rejected, long Lost)
{
    /// <summary>The newest batch in the order of its sender that was applied; null when nobody knows.</summary>
    public BatchName? Newest { get; init; }
}
