namespace WasiHal;

/// <summary>Relays on digital pins: adds names and polarity to any <see cref="IGpioBank"/>.</summary>
internal sealed class GpioRelayBank : IRelayBank
{
    private readonly Lock _gate = new();
    private readonly IGpioBank _gpio;
    private readonly Dictionary<string, Relay> _relays = new(StringComparer.OrdinalIgnoreCase);

    public GpioRelayBank(IGpioBank gpio, IDictionary<string, RelayOptions> options)
    {
        _gpio = gpio;
        foreach (var (name, relay) in options)
        {
            var pin = relay.GpioPin ?? throw Require.Invalid($"gpio_pin of relay {name}", "missing", "the BCM number of its pin");
            var on = relay.Safe == "on";

            // The first level comes with the configuration of the pin, so that a relay never clicks at the start.
            gpio.Configure(pin, on != relay.ActiveLow ? GpioMode.OutputHigh : GpioMode.OutputLow);
            _relays.Add(name, new(pin, relay.ActiveLow) { On = on });
        }

        Names = [.. _relays.Keys];
    }

    public IReadOnlyList<string> Names { get; }

    public void Set(string name, bool on)
    {
        lock (_gate)
        {
            var relay = Find(name);
            _gpio.Write(relay.Pin, on != relay.ActiveLow);
            relay.On = on;
        }
    }

    public bool Get(string name)
    {
        lock (_gate)
        {
            return Find(name).On;
        }
    }

    private Relay Find(string name) => _relays.TryGetValue(name, out var relay)
        ? relay
        : throw Require.NotPresent($"relay \"{name}\"", Names.Count == 0 ? "none" : string.Join(", ", Names));

    private sealed class Relay(int pin, bool activeLow)
    {
        public int Pin { get; } = pin;

        public bool ActiveLow { get; } = activeLow;

        public bool On { get; set; }
    }
}
