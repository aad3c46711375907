using System.Text.Json;

namespace WasiHal.Cluster.Protocol;

/// <summary>One action as <c>GET /api/plugins/{id}/actions</c> shows it.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="ArgumentsSchema">JSON schema of its arguments; null when it takes none.</param>
internal sealed record ActionDocument(string Name, string Title, JsonElement? ArgumentsSchema);
