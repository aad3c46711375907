using System.Text.Json;

namespace WasiHal.EndToEnd.Tests;

/// <summary>What becomes of the values of a plugin that fails.</summary>
public sealed class StaleReadingTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("raise OSError('unplugged')")]
    [InlineData("import os; os.abort()")]
    [InlineData("return [Measurement('s', 'value', Value_Number(float('nan')), '1')]")]
    public async Task Reading_PluginFailsAfterIt_TurnsStaleWithItsTimeAndStays(string failure)
    {
        _hub.Drop("once.py", Once(failure));
        await _hub.StartReadyAsync(Cancelled, "--plugins:once:poll_interval=100ms", "--plugins:once:expected_every=400ms");

        var fresh = await _hub.UntilAsync("/api/readings", Patience, readings => Find(readings) is not null, Cancelled);
        var stale = await _hub.UntilAsync("/api/readings", Patience, readings => Find(readings)?.GetProperty("stale").GetBoolean() == true, Cancelled);
        await _hub.UntilAsync("/api/plugins", Patience, plugins => plugins[0].GetProperty("failures").GetInt64() > 1, Cancelled);
        var later = await _hub.GetAsync("/api/readings", Cancelled);

        var time = Find(fresh)!.Value.GetProperty("time").GetString();
        Assert.All([stale, later], readings =>
        {
            var reading = Find(readings)!.Value;
            Assert.Equal((5, time, true), (reading.GetProperty("value").GetDouble(), reading.GetProperty("time").GetString(), reading.GetProperty("stale").GetBoolean()));
        });
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static JsonElement? Find(JsonElement readings) =>
        readings.GetProperty("readings").EnumerateArray().Select(reading => (JsonElement?)reading).SingleOrDefault();

    // Measures in its first poll of all, also when its instance is a new one.
    private static string Once(string failure) => $$"""
        from wit_world import exports
        from wit_world.imports import storage
        from wit_world.exports.sensor import Measurement, Value_Number

        class Sensor(exports.Sensor):
            def poll(self):
                if storage.get('done') is not None:
                    {{failure}}
                storage.put('done', b'1')
                return [Measurement('s', 'value', Value_Number(5), '1')]

        """;
}
