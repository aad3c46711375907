using System.Text.Json;

namespace WasiHal.Cluster.Protocol;

/// <summary>The answer of an action.</summary>
/// <param name="Result">What the plugin answered.</param>
internal sealed record ActionResultDocument(JsonElement Result);
