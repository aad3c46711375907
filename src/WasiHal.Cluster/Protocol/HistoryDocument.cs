using WasiHal.Cluster.History;

namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /api/history</c>.</summary>
/// <param name="Unit">UCUM code of the values.</param>
/// <param name="Points">Oldest first.</param>
internal sealed record HistoryDocument(string Unit, IReadOnlyList<HistoryPoint> Points);
