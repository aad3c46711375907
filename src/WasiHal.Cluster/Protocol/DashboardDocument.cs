namespace WasiHal.Cluster.Protocol;

/// <summary><c>GET /api/dashboard</c>, and the event <c>dashboard</c>.</summary>
/// <param name="Plugin">The plugin that draws the page, if there is one.</param>
/// <param name="Html">What it drew last, checked; null when it has drawn nothing yet, or a whole page.</param>
/// <param name="Frame">Where a whole page that it drew last is, for a frame in which nothing runs; another address for another page.</param>
/// <param name="Time">When it was drawn.</param>
/// <param name="Problem">Why nothing newer is there; with HTML beside it, that HTML is old.</param>
internal sealed record DashboardDocument(string? Plugin, string? Html, string? Frame, DateTimeOffset? Time, string? Problem);
