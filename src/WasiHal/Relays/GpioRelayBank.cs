namespace WasiHal;

/// <summary>Relays on digital pins: adds names and polarity to any <see cref="IGpioBank"/>.</summary>
internal sealed class GpioRelayBank : IRelayBank
{
    private readonly Lock _gate = new();
    private readonly IGpioBank _gpio;
    private readonly Dictionary<string, Relay> _relays = new(StringComparer.OrdinalIgnoreCase);
    private bool _isOff;

    /// <param name="gpio">The pins.</param>
    /// <param name="options">Pin, polarity and safe state by name.</param>
    /// <param name="onUnusable">Told of a relay whose pin cannot be had, which is then tried again at each use and does not keep the others; without it, that is thrown.</param>
    public GpioRelayBank(IGpioBank gpio, IDictionary<string, RelayOptions> options, Action<string, HardwareException>? onUnusable = null)
    {
        _gpio = gpio;
        foreach (var (name, relay) in options)
        {
            var pin = relay.GpioPin ?? throw Require.Invalid($"gpio_pin of relay {name}", "missing", "the BCM number of its pin");
            var state = new Relay(pin, relay.ActiveLow, relay.Safe == "on");
            _relays.Add(name, state);
            try
            {
                state.Write(gpio, state.Safe);
            }
            catch (HardwareException fault) when (onUnusable is not null)
            {
                onUnusable($"relay \"{name}\"", fault);
            }
        }

        Names = [.. _relays.Keys];
    }

    public IReadOnlyList<string> Names { get; }

    public void Set(string name, bool on)
    {
        lock (_gate)
        {
            var relay = Find(name);
            if (_isOff)
            {
                throw new HardwareException(HardwareErrorKind.NotPresent, $"Relay \"{name}\" stays in its safe state: the program ends.");
            }

            relay.Write(_gpio, on);
            relay.TimesSet++;
        }
    }

    /// <summary>Puts every relay into its safe state for the last time: after it, none can be set.</summary>
    /// <returns>What went wrong, by the relay's name; one that fails does not keep the others.</returns>
    public IReadOnlyDictionary<string, HardwareException> MakeSafe()
    {
        lock (_gate)
        {
            _isOff = true;
            var faults = new Dictionary<string, HardwareException>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, relay) in _relays)
            {
                try
                {
                    relay.Write(_gpio, relay.Safe);
                }
                catch (HardwareException fault)
                {
                    faults.Add(name, fault);
                }
            }

            return faults;
        }
    }

    public bool Get(string name)
    {
        lock (_gate)
        {
            return Find(name).On;
        }
    }

    public long TimesSet(string name)
    {
        lock (_gate)
        {
            return Find(name).TimesSet;
        }
    }

    private Relay Find(string name) => _relays.TryGetValue(name, out var relay)
        ? relay
        : throw Require.NotPresent($"relay \"{name}\"", Names.Count == 0 ? "none" : string.Join(", ", Names));

    private sealed class Relay(int pin, bool activeLow, bool safe)
    {
        private bool _isOutput;

        public bool Safe { get; } = safe;

        public bool On { get; private set; } = safe;

        public long TimesSet { get; set; }

        public void Write(IGpioBank gpio, bool on)
        {
            if (_isOutput)
            {
                gpio.Write(pin, on != activeLow);
            }
            else
            {
                // The first level comes with the configuration of the pin, so that a relay never clicks at the start.
                gpio.Configure(pin, on != activeLow ? GpioMode.OutputHigh : GpioMode.OutputLow);
                _isOutput = true;
            }

            On = on;
        }
    }
}
