using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>A batch on its way to the hub.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Readings">How many it holds.</param>
/// <param name="Json">They, as the push has them: a JSON array.</param>
internal sealed record OutboxBatch(BatchName Name, long Readings, byte[] Json);
