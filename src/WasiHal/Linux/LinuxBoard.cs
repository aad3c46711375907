using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Recording;

namespace WasiHal.Linux;

/// <summary>
/// The hardware of a Linux machine: pins of a GPIO chip, I²C and SPI buses, serial ports and PWM channels of the kernel,
/// DHT22 sensors by its driver <c>dht11</c>, WS2812B LEDs on an SPI bus, a buzzer and relays on pins. Relays and buzzer are
/// at their safe level from the moment in which their pins become outputs, and are brought back to it, with LEDs dark and
/// PWM stopped, when the board is disposed or the process ends by itself or by <c>SIGTERM</c>. Everything else is opened at
/// its first use. Safe from any thread.
/// </summary>
/// <remarks>A process that is killed (<c>SIGKILL</c>) leaves outputs as they are; a pull resistor holds a relay then.</remarks>
public sealed class LinuxBoard : IBoard, IDisposable
{
    private readonly BoardOptions _options;
    private readonly ILinuxDevices _devices;
    private readonly ILogger _logger;
    private readonly OnceOpened<int, IGpioBank> _gpio;
    private readonly OnceOpened<byte, II2cBus> _i2c;
    private readonly OnceOpened<(byte Bus, byte ChipSelect), ISpiDevice> _spi;
    private readonly OnceOpened<string, IUartPort> _uart;
    private readonly OnceOpened<byte, IPwmChannel> _pwm;
    private readonly GpioRelayBank _relays;
    private PosixSignalRegistration[] _signals = [];
    private int _disposed;

    internal LinuxBoard(BoardOptions options, ILinuxDevices devices, ISystemInfo systemInfo, TimeProvider time, ILogger logger)
    {
        _options = options;
        _devices = devices;
        _logger = logger;
        SystemInfo = systemInfo;
        _gpio = new(_ => devices.OpenGpio());
        _i2c = new(devices.OpenI2cBus);
        _spi = new(place => devices.OpenSpiDevice(place.Bus, place.ChipSelect));
        _uart = new(OpenUart);
        _pwm = new(devices.OpenPwmChannel);
        Climate = devices.OpenClimate();

        var pins = new OpeningGpioBank(new(options.Gpio.Labels), () => _gpio.Get(0));
        _relays = new(pins, options.AllRelays, OnUnusable);
        Buzzer = CreateBuzzer(pins, time);
        Leds = CreateLeds();
        Gpio = ReservedPins.Of(options) is { Count: > 0 } reserved ? new ReservedGpioBank(pins, reserved) : pins;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>
    /// Opens the board of this machine. At <c>SIGTERM</c>, <c>SIGINT</c> and <c>SIGHUP</c> it is disposed before the program ends by
    /// them, or goes on, as it chooses. (A board that <c>AddWasiHal()</c> registers is disposed by the host, after what uses it.)
    /// </summary>
    /// <param name="board">What is wired to it; without it, nothing.</param>
    /// <param name="hal">Which GPIO and PWM chip; without it, the usual ones.</param>
    /// <param name="timeProvider">The clock; without it, the system's.</param>
    /// <param name="logger">Told what was found and what cannot be used.</param>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static LinuxBoard Open(BoardOptions? board = null, HalOptions? hal = null, TimeProvider? timeProvider = null, ILogger<LinuxBoard>? logger = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("A LinuxBoard drives the devices of a Linux machine; elsewhere there is FakeBoard.");
        }

        var time = timeProvider ?? TimeProvider.System;
        var opened = Open(board ?? new(), hal ?? new(), new KernelFiles("/"), BoardProvider.CreateSystemInfo(time), time, logger ?? NullLogger<LinuxBoard>.Instance);
        opened.DisposeAtSignals();
        return opened;
    }

    internal static LinuxBoard Open(BoardOptions board, HalOptions hal, IKernelFiles files, ISystemInfo systemInfo, TimeProvider time, ILogger logger) =>
        new(board, new LinuxDevices(hal, files, board.Gpio.Labels, time), systemInfo, time, logger);

    /// <summary>Always <c>linux</c>.</summary>
    public string Provider => "linux";

    /// <inheritdoc/>
    public IGpioBank Gpio { get; }

    /// <inheritdoc/>
    public ILedStrip Leds { get; }

    /// <inheritdoc/>
    public IBuzzer Buzzer { get; }

    /// <inheritdoc/>
    public IRelayBank Relays => _relays;

    /// <inheritdoc/>
    public IClimateSensors Climate { get; }

    /// <inheritdoc/>
    public ISystemInfo SystemInfo { get; }

    /// <inheritdoc/>
    public BoardParts ListParts() => _devices.List() with
    {
        UartPorts = [.. _options.Uart.Keys.Order(StringComparer.OrdinalIgnoreCase)],
        LedCount = Leds.Count,
        HasBuzzer = Buzzer is not UnusableBuzzer,
        Relays = _relays.Names,
    };

    /// <inheritdoc/>
    public II2cBus GetI2cBus(byte bus) => _i2c.Get(bus);

    /// <inheritdoc/>
    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect) => _options.Leds.Count > 0 && (bus, chipSelect) == StripPlace
        ? throw new HardwareException(HardwareErrorKind.Busy, $"{BusNames.Spi(bus, chipSelect)} is the board's own: the LED strip.")
        : _spi.Get((bus, chipSelect));

    /// <inheritdoc/>
    public IUartPort GetUartPort(string name) => _uart.Get(Configured(name));

    /// <inheritdoc/>
    public IPwmChannel GetPwmChannel(byte channel) => _pwm.Get(channel);

    /// <summary>Brings every output to rest and closes what is open. Disposing it again does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        // What moves or heats first, what only shines last.
        foreach (var (name, fault) in _relays.MakeSafe())
        {
            Log.RelayNotSafe(_logger, name, fault.Message);
        }

        SafeState.Try(() => (Buzzer as IDisposable)?.Dispose());
        _pwm.ForEach(channel => channel.Stop());
        SafeState.Try(Darken);
        _uart.ForEach(port => port.Close());
        _pwm.Dispose();
        _uart.Dispose();
        _i2c.Dispose();
        _spi.Dispose();
        SafeState.Try(() => (Climate as IDisposable)?.Dispose());
        _gpio.Dispose();
    }

    private (byte Bus, byte ChipSelect) StripPlace => ((byte)_options.Leds.SpiBus, (byte)_options.Leds.SpiChipSelect);

    /// <summary>Nobody else catches signals for a program without a host: .NET ends it on the spot.</summary>
    internal void DisposeAtSignals() => _signals =
    [
        .. ((PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, _ => Dispose())),
    ];

    // The end of Main, and Environment.Exit.
    private void OnProcessExit(object? sender, EventArgs arguments) => Dispose();

    private IBuzzer CreateBuzzer(IGpioBank pins, TimeProvider time)
    {
        if (_options.Buzzer.GpioPin is not { } pin)
        {
            return new UnusableBuzzer(Require.NotPresent("buzzer", "none; buzzer.gpio_pin is not set"));
        }

        try
        {
            return new GpioBuzzer(pins, pin, _options.Buzzer.ActiveLow, time);
        }
        catch (HardwareException fault)
        {
            OnUnusable("buzzer", fault);
            return new UnusableBuzzer(fault);
        }
    }

    private ILedStrip CreateLeds()
    {
        var count = _options.Leds.Count;
        if (count == 0)
        {
            return new UnusableLedStrip(0, Require.NotPresent("LED strip", "none; leds.count is 0"));
        }

        if (_options.Leds.GpioPin is { } pin && StripPin.DataOutput(_options.Leds.SpiBus) is { } data && data != pin)
        {
            Log.StripOnWrongPin(_logger, pin, _options.Leds.SpiBus, data);
        }

        try
        {
            return new SpiLedStrip(_spi.Get(StripPlace), _options.Leds.CreateEncoder(), count);
        }
        catch (HardwareException fault)
        {
            OnUnusable("LED strip", fault);
            return new UnusableLedStrip(count, fault);
        }
    }

    private void Darken()
    {
        if (Leds is SpiLedStrip)
        {
            Leds.Set(0, new RgbColor[Leds.Count]);
            Leds.Show();
        }
    }

    private string Configured(string name) => _options.Uart.Keys.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Require.NotPresent($"serial port {name}", _options.Uart.Count == 0 ? "none; name one in [uart.NAME]" : string.Join(", ", _options.Uart.Keys));

    private IUartPort OpenUart(string name) => _options.Uart[name].Device is { } device
        ? _devices.OpenUartPort(name, device)
        : throw new HardwareException(HardwareErrorKind.NotPresent, string.Create(CultureInfo.InvariantCulture, $"Serial port {name} has no device: set uart.{name}.device, such as \"/dev/serial0\"."));

    private void OnUnusable(string part, HardwareException fault) => Log.PartUnusable(_logger, part, fault.Message);
}
