using System.Collections.Frozen;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// The types of all functions of the contract, as <see cref="ComponentType"/> writes them. The engine does not compare
/// them: a component may import a function of ours with any type, and gets our function all the same.
/// </summary>
internal static class ComponentContract
{
    private const string Error = "variant{bus, arbitration-lost, no-acknowledge, overrun, timeout, busy, not-present, denied(string), invalid(string), other(string)}";
    private const string Unit = $"result<_, {Error}>";
    private const string Bytes = $"result<list<u8>, {Error}>";
    private const string Flag = $"result<bool, {Error}>";
    private const string Mode = "enum{input, input-pull-up, input-pull-down, output-low, output-high}";
    private const string Edge = "enum{rising, falling, both}";
    private const string Level = "enum{trace, debug, info, warning, error, critical}";
    private const string Value = "variant{number(f64), flag(bool), text(string)}";
    private const string Measurement = $"record{{sensor: string, quantity: string, value: {Value}, unit: string}}";
    private const string Action = "record{name: string, title: string, arguments-schema: string}";

    /// <summary>What the host gives: interface, function, type.</summary>
    public static FrozenDictionary<string, FrozenDictionary<string, string>> Imports { get; } = ByInterface(
        ("i2c", "transfer", $"(u8, u8, list<u8>, u32) -> {Bytes}"),
        ("spi", "configure", $"(u8, u8, u32, u8) -> {Unit}"),
        ("spi", "transfer", $"(u8, u8, list<u8>) -> {Bytes}"),
        ("uart", "open", $"(string, u32) -> {Unit}"),
        ("uart", "read", $"(string, u32, u32) -> {Bytes}"),
        ("uart", "write", $"(string, list<u8>) -> {Unit}"),
        ("gpio", "configure", $"(string, {Mode}) -> {Unit}"),
        ("gpio", "read", $"(string) -> {Flag}"),
        ("gpio", "write", $"(string, bool) -> {Unit}"),
        ("gpio", "wait-for-edge", $"(string, {Edge}, u32) -> {Flag}"),
        ("pwm", "set", $"(u8, f64, f64) -> {Unit}"),
        ("pwm", "stop", $"(u8) -> {Unit}"),
        ("leds", "count", "() -> u32"),
        ("leds", "set", $"(u32, u8, u8, u8) -> {Unit}"),
        ("leds", "set-range", $"(u32, list<u32>) -> {Unit}"),
        ("leds", "fill", $"(u8, u8, u8) -> {Unit}"),
        ("leds", "clear", $"() -> {Unit}"),
        ("leds", "show", $"() -> {Unit}"),
        ("buzzer", "beep", $"(u8, u32, u32) -> {Unit}"),
        ("relays", "set", $"(string, bool) -> {Unit}"),
        ("relays", "get", $"(string) -> {Flag}"),
        ("climate", "read-dht", $"(string) -> result<tuple<f32, f32>, {Error}>"),
        ("system-info", "cpu-temperature", "() -> option<f64>"),
        ("system-info", "cpu-use", "() -> option<f64>"),
        ("system-info", "memory-used", "() -> option<u64>"),
        ("system-info", "memory-total", "() -> option<u64>"),
        ("system-info", "uptime", "() -> option<f64>"),
        ("system-info", "hostname", "() -> option<string>"),
        ("system-info", "throttled", "() -> option<bool>"),
        ("settings", "get", "(string) -> option<string>"),
        ("storage", "get", $"(string) -> result<option<list<u8>>, {Error}>"),
        ("storage", "put", $"(string, list<u8>) -> {Unit}"),
        ("storage", "delete", $"(string) -> {Unit}"),
        ("log", "write", $"({Level}, string)"));

    /// <summary>What a plugin gives: interface, function, type.</summary>
    public static FrozenDictionary<string, FrozenDictionary<string, string>> Exports { get; } = ByInterface(
        ("sensor", "poll", $"() -> result<list<{Measurement}>, string>"),
        ("dashboard", "render", "(string) -> result<string, string>"),
        ("display", "update", "(string) -> result<_, string>"),
        ("actions", "list", $"() -> list<{Action}>"),
        ("actions", "invoke", "(string, string) -> result<string, string>"));

    /// <summary>The interfaces of WASI 0.2 that the engine links, with nothing behind them.</summary>
    public static FrozenSet<string> Wasi { get; } = FrozenSet.Create(
        "wasi:cli/environment", "wasi:cli/exit", "wasi:cli/stderr", "wasi:cli/stdin", "wasi:cli/stdout",
        "wasi:cli/terminal-input", "wasi:cli/terminal-output", "wasi:cli/terminal-stderr", "wasi:cli/terminal-stdin", "wasi:cli/terminal-stdout",
        "wasi:clocks/monotonic-clock", "wasi:clocks/wall-clock",
        "wasi:filesystem/preopens", "wasi:filesystem/types",
        "wasi:io/error", "wasi:io/poll", "wasi:io/streams",
        "wasi:random/insecure", "wasi:random/insecure-seed", "wasi:random/random",
        "wasi:sockets/instance-network", "wasi:sockets/ip-name-lookup", "wasi:sockets/network",
        "wasi:sockets/tcp", "wasi:sockets/tcp-create-socket", "wasi:sockets/udp", "wasi:sockets/udp-create-socket");

    /// <summary>The functions of a contract by interface and name.</summary>
    public static FrozenDictionary<string, FrozenDictionary<string, string>> ByInterface(params ReadOnlySpan<(string Interface, string Function, string Type)> functions) =>
        functions.ToArray()
            .GroupBy(function => function.Interface)
            .ToFrozenDictionary(group => group.Key, group => group.ToFrozenDictionary(function => function.Function, function => function.Type));
}
