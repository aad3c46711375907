using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Logs;

/// <summary>One entry of the log.</summary>
/// <param name="Id">Ascending from 1 in the life of the process.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Node">The node that wrote it.</param>
/// <param name="Plugin">The plugin that it is about, if it is about one.</param>
/// <param name="Message">One line.</param>
internal sealed record LogEntry(long Id, DateTimeOffset Time, LogLevel Level, string Node, string? Plugin, string Message);
