using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>Makes readings of measurements, adding what is the host's to say (node, plugin, time), and hands them to the sinks.</summary>
internal sealed class PollPublisher(ReadingFanOut sinks, string node, TimeProvider time)
{
    private Reading[] _readings = new Reading[16];

    /// <summary>Publishes one poll. One call at a time; allocates nothing in the steady state.</summary>
    public ValueTask PublishAsync(PluginDefinition definition, MeasurementBuffer measurements, CancellationToken cancellationToken)
    {
        var items = measurements.Items;
        if (_readings.Length < items.Length)
        {
            _readings = new Reading[items.Length];
        }

        var now = time.GetUtcNow();
        for (var i = 0; i < items.Length; i++)
        {
            _readings[i] = new Reading(node, definition.Id, items[i], now, definition.ExpectedEvery);
        }

        return sinks.PublishAsync(_readings.AsMemory(0, items.Length), cancellationToken);
    }
}
