using WasiHal.Fake;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>The devices of a machine, whose other side is a board in memory.</summary>
internal sealed class FakeLinuxDevices(FakeBoard board) : ILinuxDevices
{
    /// <summary>What opening a kind of device fails with, by its name here; none succeeds.</summary>
    public Dictionary<string, HardwareException> Faults { get; } = [];

    /// <summary>What was opened, in order.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>Pins that belong to somebody else.</summary>
    public HashSet<int> BusyPins { get; } = [];

    public BoardParts List() => board.ListParts() with { UartPorts = ["not the devices' business"], LedCount = -1, HasBuzzer = true, Relays = [] };

    public IGpioBank OpenGpio() => Open("gpio", new ReservedGpioBank(board.Gpio, new BusyLookup(BusyPins)));

    public II2cBus OpenI2cBus(byte bus) => Open($"i2c {bus}", (II2cBus)board.GetI2cBus(bus));

    public ISpiDevice OpenSpiDevice(byte bus, byte chipSelect) => Open($"spi {bus}.{chipSelect}", (ISpiDevice)board.GetSpiDevice(bus, chipSelect));

    public IUartPort OpenUartPort(string name, string device) => Open($"uart {name} {device}", (IUartPort)board.AddUartPort(name));

    public IPwmChannel OpenPwmChannel(byte channel) => Open($"pwm {channel}", (IPwmChannel)board.GetPwmChannel(channel));

    public IClimateSensors OpenClimate() => board.Climate;

    private T Open<T>(string what, T part)
    {
        if (Faults.TryGetValue(what, out var fault))
        {
            throw fault;
        }

        Opened.Add(what);
        return part;
    }

    /// <summary>A dictionary that follows the set.</summary>
    private sealed class BusyLookup(HashSet<int> pins) : IReadOnlyDictionary<int, string>
    {
        public int Count => pins.Count;

        public IEnumerable<int> Keys => pins;

        public IEnumerable<string> Values => pins.Select(_ => "w1");

        public string this[int key] => "w1";

        public bool ContainsKey(int key) => pins.Contains(key);

        public bool TryGetValue(int key, out string value)
        {
            value = "w1";
            return pins.Contains(key);
        }

        public IEnumerator<KeyValuePair<int, string>> GetEnumerator() => pins.Select(pin => KeyValuePair.Create(pin, "w1")).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
