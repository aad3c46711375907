using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>What is kept of a sender beside its batches, in the same commit.</summary>
/// <param name="Node">The node.</param>
/// <param name="Heard">When the hub heard from it, by the hub's clock.</param>
/// <param name="ClockAhead">How far its clock is ahead of the hub's; negative when it is behind, null when it does not say.</param>
/// <param name="Status">What it said about itself, if it did.</param>
internal sealed record SenderReport(string Node, DateTimeOffset Heard, TimeSpan? ClockAhead, PushStatus? Status);
