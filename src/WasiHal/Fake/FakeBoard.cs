using System.Collections.Concurrent;
using System.Globalization;

namespace WasiHal.Fake;

/// <summary>
/// A board in memory, for tests and for machines without hardware. Drivers run against it unchanged; the test's side of
/// each part (what is attached, what was driven, shown or heard) is on the same object. It has the pins 0 to 53, I²C
/// bus 1, SPI bus 0 with chip selects 0 and 1, PWM channels 0 and 1, a buzzer, and what the options name, simulated
/// devices too; more can be added. Safe from any thread.
/// </summary>
public sealed class FakeBoard : IBoard
{
    private readonly ConcurrentDictionary<byte, FakeI2cBus> _i2cBuses = new();
    private readonly ConcurrentDictionary<(byte Bus, byte ChipSelect), FakeSpiDevice> _spiDevices = new();
    private readonly ConcurrentDictionary<string, FakeUartPort> _uartPorts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<byte, FakePwmChannel> _pwmChannels = new();
    private readonly TimeProvider _timeProvider;
    private readonly IGpioBank _freePins;

    /// <summary>Makes a board.</summary>
    /// <param name="options">LEDs, labels, relays, serial ports and simulated devices; without them there are none.</param>
    /// <param name="systemInfo">The machine; without it, this machine's own values. <see cref="FakeSystemInfo"/> holds values of a test.</param>
    /// <param name="timeProvider">The clock of everything that takes time; without it, the system's.</param>
    /// <param name="air">What the sensors that the options name measure; without it, a <see cref="FakeDay"/> of the options' seed.</param>
    public FakeBoard(BoardOptions? options = null, ISystemInfo? systemInfo = null, TimeProvider? timeProvider = null, IFakeEnvironment? air = null)
    {
        options ??= new();
        _timeProvider = timeProvider ?? TimeProvider.System;
        SystemInfo = systemInfo ?? BoardProvider.CreateSystemInfo(_timeProvider);
        Gpio = new(options.Gpio.Labels, _timeProvider);
        Leds = new(options.Leds.Count);
        Buzzer = new(_timeProvider);
        Relays = new GpioRelayBank(Gpio, options.AllRelays);
        _freePins = ReservedPins.Of(options) is { Count: > 0 } reserved ? new ReservedGpioBank(Gpio, reserved) : Gpio;
        Climate = new(_timeProvider);
        AddI2cBus(1);
        AddSpiDevice(0, 0);
        AddSpiDevice(0, 1);
        AddPwmChannel(0);
        AddPwmChannel(1);
        foreach (var port in options.Uart.Keys)
        {
            AddUartPort(port);
        }

        Air = air ?? new FakeDay(options.Fake.Seed, _timeProvider);
        SimulatedDevices.Attach(this, options, Air, _timeProvider);
    }

    /// <summary>Always <c>fake</c>.</summary>
    public string Provider => "fake";

    /// <summary>Digital pins. Seen as an <see cref="IBoard"/>, those of the relays are busy.</summary>
    public FakeGpioBank Gpio { get; }

    /// <summary>The LED strip.</summary>
    public FakeLedStrip Leds { get; }

    /// <summary>The buzzer.</summary>
    public FakeBuzzer Buzzer { get; }

    /// <summary>The relays; each switches its pin of <see cref="Gpio"/>.</summary>
    public IRelayBank Relays { get; }

    /// <summary>Climate sensors.</summary>
    public FakeClimateSensors Climate { get; }

    /// <summary>The machine.</summary>
    public ISystemInfo SystemInfo { get; }

    /// <summary>What the simulated sensors that the options name measure.</summary>
    public IFakeEnvironment Air { get; }

    IGpioBank IBoard.Gpio => _freePins;

    ILedStrip IBoard.Leds => Leds;

    IBuzzer IBoard.Buzzer => Buzzer;

    IClimateSensors IBoard.Climate => Climate;

    /// <inheritdoc/>
    public BoardParts ListParts() => new()
    {
        GpioPins = [.. Enumerable.Range(0, GpioOptions.HighestPin + 1)],
        I2cBuses = [.. _i2cBuses.Keys.Order()],
        SpiDevices = [.. _spiDevices.Keys.Order()],
        UartPorts = [.. _uartPorts.Keys.Order(StringComparer.OrdinalIgnoreCase)],
        PwmChannels = [.. _pwmChannels.Keys.Order()],
        ClimatePins = Climate.Pins,
        LedCount = Leds.Count,
        HasBuzzer = Buzzer.IsPresent,
        Relays = Relays.Names,
    };

    /// <summary>Adds an I²C bus, or answers the one that is there.</summary>
    /// <param name="bus">Number of the bus.</param>
    public FakeI2cBus AddI2cBus(byte bus) => _i2cBuses.GetOrAdd(bus, _ => new());

    /// <summary>Adds a chip select of an SPI bus, or answers the one that is there.</summary>
    /// <param name="bus">Number of the bus.</param>
    /// <param name="chipSelect">Number of the line.</param>
    public FakeSpiDevice AddSpiDevice(byte bus, byte chipSelect) => _spiDevices.GetOrAdd((bus, chipSelect), _ => new());

    /// <summary>Adds a serial port, or answers the one that is there.</summary>
    /// <param name="name">Its name.</param>
    public FakeUartPort AddUartPort(string name) => _uartPorts.GetOrAdd(name, _ => new(_timeProvider));

    /// <summary>Adds a PWM channel, or answers the one that is there.</summary>
    /// <param name="channel">Number of the channel.</param>
    public FakePwmChannel AddPwmChannel(byte channel) => _pwmChannels.GetOrAdd(channel, _ => new());

    /// <summary>One I²C bus.</summary>
    /// <param name="bus">Number of the bus.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such bus.</exception>
    public FakeI2cBus GetI2cBus(byte bus) => Find(_i2cBuses, bus, "I2C bus");

    /// <summary>One chip on an SPI bus.</summary>
    /// <param name="bus">Number of the bus.</param>
    /// <param name="chipSelect">Number of the line.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such bus or line.</exception>
    public FakeSpiDevice GetSpiDevice(byte bus, byte chipSelect) => Find(_spiDevices, (bus, chipSelect), "SPI bus and chip select");

    /// <summary>One serial port.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no port of that name.</exception>
    public FakeUartPort GetUartPort(string name) => Find(_uartPorts, name, "serial port");

    /// <summary>One PWM channel.</summary>
    /// <param name="channel">Number of the channel.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such channel.</exception>
    public FakePwmChannel GetPwmChannel(byte channel) => Find(_pwmChannels, channel, "PWM channel");

    II2cBus IBoard.GetI2cBus(byte bus) => GetI2cBus(bus);

    ISpiDevice IBoard.GetSpiDevice(byte bus, byte chipSelect) => GetSpiDevice(bus, chipSelect);

    IUartPort IBoard.GetUartPort(string name) => GetUartPort(name);

    IPwmChannel IBoard.GetPwmChannel(byte channel) => GetPwmChannel(channel);

    private static TPart Find<TKey, TPart>(ConcurrentDictionary<TKey, TPart> parts, TKey key, string what)
        where TKey : notnull =>
        parts.TryGetValue(key, out var part)
            ? part
            : throw Require.NotPresent(
                string.Create(CultureInfo.InvariantCulture, $"{what} {key}"),
                parts.IsEmpty ? "none" : string.Join(", ", parts.Keys.Order()));
}
