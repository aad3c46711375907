namespace WasiHal;

/// <summary>What a plugin measured, before the host adds who and when.</summary>
/// <param name="Sensor">The sensor within the plugin, such as <c>bme680</c>.</param>
/// <param name="Quantity">Lower snake case, such as <c>temperature</c>.</param>
/// <param name="Value">The value in <paramref name="Unit"/>.</param>
/// <param name="Unit">UCUM code, empty for flags and texts.</param>
public readonly record struct Measurement(string Sensor, string Quantity, ReadingValue Value, string Unit);
