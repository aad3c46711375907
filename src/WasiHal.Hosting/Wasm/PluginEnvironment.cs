using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Wasm;

/// <summary>What the host functions of one plugin act on. Used from the instance's thread only.</summary>
/// <param name="Board">The guarded board: whatever is not granted is refused below this.</param>
/// <param name="Settings">The plugin's settings; keys with <c>_</c>.</param>
/// <param name="Storage">The plugin's blobs.</param>
/// <param name="Log">The plugin's voice.</param>
/// <param name="Limits">The plugin's limits.</param>
/// <param name="LimitsKey">Where the operator sets them: <c>plugins.oled.limits</c>.</param>
internal sealed record PluginEnvironment(
    Policy.GuardedBoard Board,
    IReadOnlyDictionary<string, string> Settings,
    IPluginStorage Storage,
    PluginLog Log,
    PluginLimits Limits,
    string LimitsKey)
{
    /// <summary>Clock and mode that the plugin chose for a chip.</summary>
    public Dictionary<(byte Bus, byte ChipSelect), SpiSettings> SpiSettings { get; } = [];

    /// <summary>Finds a pin by number or label.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: neither.</exception>
    public int Pin(string name) => Board.Gpio.TryResolve(name, out var pin)
        ? pin
        : throw new HardwareException(HardwareErrorKind.Invalid, $"pin '{name}' is neither a number nor a label of [gpio.labels]");
}
