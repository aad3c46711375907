namespace WasiHal.Cluster.Spoke;

/// <summary>How the hub and this spoke get on. Immutable.</summary>
/// <param name="Heard">When the hub answered last as a hub does, on the monotonic clock; before that, the start.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
/// <param name="IsSuperseded">Whether the hub refuses this spoke because another process pushes with its node id.</param>
/// <param name="PassedOver">Batches that the hub refuses and that others go past.</param>
internal sealed record PusherState(long Heard, string? Problem, bool IsSuperseded, int PassedOver);
