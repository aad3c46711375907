using System.Collections.Concurrent;

namespace WasiHal.Linux;

/// <summary>The DHT22 sensors that the kernel's driver <c>dht11</c> has. Safe from any thread.</summary>
internal sealed class IioClimateSensors(IKernelFiles files, TimeProvider timeProvider) : IClimateSensors, IDisposable
{
    private readonly ConcurrentDictionary<int, IioDht22> _sensors = new();

    /// <summary>BCM numbers of the pins with a sensor, as far as they are known, ascending.</summary>
    public IReadOnlyList<int> Pins => IioDhtDevices.Pins(files);

    /// <inheritdoc/>
    public ClimateSample ReadDht22(int pin)
    {
        if (!_sensors.TryGetValue(pin, out var sensor))
        {
            // Looked for first, so that nothing is kept of pins that have none.
            IioDhtDevices.Find(files, pin);
            sensor = _sensors.GetOrAdd(pin, static (pin, board) => new(board.files, board.timeProvider, pin), (files, timeProvider));
        }

        return sensor.Read();
    }

    /// <summary>Ends what is measured in the background.</summary>
    public void Dispose()
    {
        foreach (var sensor in _sensors.Values)
        {
            sensor.Dispose();
        }
    }
}
