namespace WasiHal.Cluster.Protocol;

/// <summary>One sensor as <c>/api/sensors</c> shows it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Plugin">The plugin that reads it.</param>
/// <param name="Sensor">The sensor; null when the plugin has not named one yet.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="LastSeen">When it spoke last, by this machine's clock; null when it never has.</param>
/// <param name="ExpectedEverySeconds">How soon after its start, and after each reading, the next one is due; null when nobody says.</param>
/// <param name="Reason">Why it is not there; null when it is.</param>
internal sealed record SensorDocument(string Node, string Plugin, string? Sensor, SensorState State, DateTimeOffset? LastSeen, double? ExpectedEverySeconds, string? Reason);
