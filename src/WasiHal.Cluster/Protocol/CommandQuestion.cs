using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>What a spoke sends when it asks for a command, or for leave to begin one.</summary>
/// <param name="Node">The spoke.</param>
/// <param name="Accepts">Its routes that a command may use; absent when it asks for leave.</param>
internal sealed record CommandQuestion(string Node, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Accepts);
