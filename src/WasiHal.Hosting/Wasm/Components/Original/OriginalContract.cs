using System.Collections.Frozen;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>
/// The types of all functions that plugins of the original were compiled against, as <see cref="ComponentType"/> writes
/// them. The contract is finished: it is served as it is, and nothing is added to it. Its <c>uart.set-baud</c> is not here:
/// it has an empty tuple, for which the engine takes no component that names it.
/// </summary>
internal static class OriginalContract
{
    public const string Package = "demo:plugin";

    public const string Version = "0.2.0";

    /// <summary>What the host gives: interface, function, type.</summary>
    public static FrozenDictionary<string, FrozenDictionary<string, string>> Imports { get; } = ComponentContract.ByInterface(
        ("gpio-provider", "read-dht22", "(u8) -> result<tuple<f32, f32>, string>"),
        ("gpio-provider", "get-timestamp-ms", "() -> u64"),
        ("gpio-provider", "get-cpu-temp", "() -> f32"),
        ("gpio-provider", "read-bme680", "(u8) -> result<tuple<f32, f32, f32, f32>, string>"),
        ("led-controller", "set-led", "(u8, u8, u8, u8)"),
        ("led-controller", "set-all", "(u8, u8, u8)"),
        ("led-controller", "set-two", "(u8, u8, u8, u8, u8, u8)"),
        ("led-controller", "clear", "()"),
        ("led-controller", "sync-leds", "()"),
        ("buzzer-controller", "buzz", "(u32)"),
        ("buzzer-controller", "beep", "(u8, u32, u32)"),
        ("fan-controller", "set-fan", "(bool)"),
        ("fan-controller", "get-fan-state", "() -> bool"),
        ("system-info", "get-memory-usage", "() -> tuple<u32, u32>"),
        ("system-info", "get-cpu-usage", "() -> f32"),
        ("system-info", "get-uptime", "() -> u64"),
        ("i2c", "transfer", "(u8, string, u32) -> result<string, string>"),
        ("spi", "transfer", "(list<u8>) -> result<list<u8>, string>"),
        ("uart", "read", "(u32) -> result<list<u8>, string>"),
        ("uart", "write", "(list<u8>) -> result<u32, string>"));

    /// <summary>What a plugin gives: interface, function, type.</summary>
    public static FrozenDictionary<string, FrozenDictionary<string, string>> Exports { get; } = ComponentContract.ByInterface(
        ("dht22-logic", "poll", "() -> list<record{sensor-id: string, temperature: f32, humidity: f32, timestamp-ms: u64}>"),
        ("bme680-logic", "poll", "() -> list<record{sensor-id: string, temperature: f32, humidity: f32, pressure: f32, gas-resistance: f32, iaq-score: u16, iaq-accuracy: u8, timestamp-ms: u64}>"),
        ("pi-monitor-logic", "poll", "() -> record{cpu-temp: f32, cpu-usage: f32, memory-used-mb: u32, memory-total-mb: u32, uptime-seconds: u64, timestamp-ms: u64, fan-on: bool}"),
        ("dashboard-logic", "render", "(string) -> string"),
        ("oled-logic", "update", "(string)"));
}
