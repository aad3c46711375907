using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>A push that was understood.</summary>
/// <param name="Node">The node that it is of.</param>
/// <param name="Batches">In the order of the push.</param>
/// <param name="Status">What the spoke says about itself, if it does.</param>
/// <param name="ClockAhead">How far the spoke's clock is ahead of the hub's, if it says what it shows.</param>
internal sealed record CheckedPush(string Node, IReadOnlyList<IncomingBatch> Batches, PushStatus? Status, TimeSpan? ClockAhead);
