using System.Text.Json;
using Wasmtime;

namespace WasiHal.EndToEnd.Tests;

/// <summary>A component that sleeps in WASI, where nothing ends it: it costs its thread, and nothing else.</summary>
public sealed class SleepingPluginTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Component_SleepsForAnHour_IsParked_OthersGoOn_AndSigtermEndsTheHub()
    {
        File.WriteAllBytes(Path.Combine(_hub.Plugins, "sleeper.wasm"), Module.ConvertText(Sleeper));
        _hub.Drop("neighbour.py", Neighbour);
        await _hub.StartReadyAsync(Cancelled, "--plugins:sleeper:limits:call_deadline=200ms", "--plugins:neighbour:poll_interval=100ms");

        await _hub.UntilOutputAsync("Plugin sleeper: deadline of 200ms passed (plugins.sleeper.limits.call_deadline), and the call sleeps where the host cannot end it", Patience, Cancelled);
        var plugins = await _hub.UntilAsync("/api/plugins", Patience, all => Of(all, "sleeper").GetProperty("state").GetString() == "parked", Cancelled);
        var polls = Of(plugins, "neighbour").GetProperty("polls").GetInt64();
        await _hub.UntilAsync("/api/plugins", Patience, all => Of(all, "neighbour").GetProperty("polls").GetInt64() > polls + 3, Cancelled);
        var health = await _hub.GetAsync("/healthz", Cancelled);
        var (exitCode, _) = await _hub.StopAsync(Cancelled);

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal(0, Of(plugins, "sleeper").GetProperty("restarts").GetInt64());
        Assert.Equal(0, exitCode);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static JsonElement Of(JsonElement plugins, string id) => plugins.EnumerateArray().Single(plugin => plugin.GetProperty("id").GetString() == id);

    private const string Neighbour = """
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                return [Measurement('s', 'value', Value_Number(1), '1')]

        """;

    private const string Sleeper = """
        (component
          (import "wasi:io/poll@0.2.0" (instance $poll
            (export "pollable" (type $p (sub resource)))
            (export "[method]pollable.block" (func (param "self" (borrow $p))))))
          (alias export $poll "pollable" (type $pollable))
          (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock
            (alias outer 1 $pollable (type $q))
            (export "subscribe-duration" (func (param "when" u64) (result (own $q))))))
          (core func $subscribe (canon lower (func $clock "subscribe-duration")))
          (core func $block (canon lower (func $poll "[method]pollable.block")))
          (core module $main
            (import "env" "subscribe" (func $subscribe (param i64) (result i32)))
            (import "env" "block" (func $block (param i32)))
            (memory (export "memory") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
            (func (export "poll") (result i32)
              (call $block (call $subscribe (i64.const 3600000000000)))
              unreachable))
          (core instance $main (instantiate $main (with "env" (instance
            (export "subscribe" (func $subscribe))
            (export "block" (func $block))))))
          (type $value (variant (case "number" f64) (case "flag" bool) (case "text" string)))
          (type $measurement (record (field "sensor" string) (field "quantity" string) (field "value" $value) (field "unit" string)))
          (func $call (result (result (list $measurement) (error string)))
            (canon lift (core func $main "poll") (memory (core memory $main "memory")) (realloc (core func $main "realloc"))))
          (component $shim
            (type $v0 (variant (case "number" f64) (case "flag" bool) (case "text" string)))
            (import "import-type-value" (type $v (eq $v0)))
            (type $m0 (record (field "sensor" string) (field "quantity" string) (field "value" $v) (field "unit" string)))
            (import "import-type-measurement" (type $m (eq $m0)))
            (import "import-func-poll" (func $poll (result (result (list $m) (error string)))))
            (export $ve "value" (type $v))
            (type $me0 (record (field "sensor" string) (field "quantity" string) (field "value" $ve) (field "unit" string)))
            (export $me "measurement" (type $me0))
            (export "poll" (func $poll) (func (result (result (list $me) (error string))))))
          (instance $plugin (instantiate $shim
            (with "import-type-value" (type $value))
            (with "import-type-measurement" (type $measurement))
            (with "import-func-poll" (func $call))))
          (export "wasihal:plugin/sensor@0.1.0" (instance $plugin)))
        """;
}
