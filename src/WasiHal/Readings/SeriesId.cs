namespace WasiHal;

/// <summary>Names one series of readings.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Plugin">Id of the plugin.</param>
/// <param name="Sensor">The sensor within the plugin.</param>
/// <param name="Quantity">The quantity.</param>
public readonly record struct SeriesId(string Node, string Plugin, string Sensor, string Quantity)
{
    /// <summary>As <c>node/plugin/sensor/quantity</c>.</summary>
    public override string ToString() => $"{Node}/{Plugin}/{Sensor}/{Quantity}";
}
