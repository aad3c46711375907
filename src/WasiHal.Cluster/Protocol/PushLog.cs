using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Protocol;

/// <summary>One entry of a spoke's log, as the hub is told of it.</summary>
/// <param name="Id">Ascending in the life of the spoke's process: what came before is known.</param>
/// <param name="Time">When it was written, by the spoke's clock.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Plugin">The plugin that it is about, if it is about one.</param>
/// <param name="Message">One line.</param>
internal sealed record PushLog(long Id, DateTimeOffset Time, LogLevel Level, string? Plugin, string Message);
