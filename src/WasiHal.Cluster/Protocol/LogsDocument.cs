using WasiHal.Cluster.Logs;

namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /api/logs</c>.</summary>
/// <param name="Entries">Oldest first.</param>
internal sealed record LogsDocument(IReadOnlyList<LogEntry> Entries);
