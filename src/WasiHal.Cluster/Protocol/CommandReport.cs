using System.Text.Json;

namespace WasiHal.Cluster.Protocol;

/// <summary>What became of a command.</summary>
/// <param name="Node">The spoke.</param>
/// <param name="Status">What its own route answered.</param>
/// <param name="Body">The JSON that it answered.</param>
internal sealed record CommandReport(string Node, int Status, JsonElement Body);
