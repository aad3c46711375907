namespace WasiHal.Cluster.Protocol;

/// <summary>What a buzzer was asked to play.</summary>
/// <param name="Node">The node whose buzzer it is.</param>
/// <param name="Count">Tones.</param>
/// <param name="OnMs">Milliseconds of each.</param>
/// <param name="OffMs">Milliseconds of the pause after each.</param>
internal sealed record TonesDocument(string Node, int Count, int OnMs, int OffMs);
