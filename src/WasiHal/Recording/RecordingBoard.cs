using System.Collections.Concurrent;

namespace WasiHal.Recording;

/// <summary>
/// A board that does what the one behind it does, and keeps what was asked and answered in a <see cref="BusRecorder"/>.
/// Labels, numbers of LEDs, names of relays and system information pass by unrecorded. A part that the board lacks is
/// answered here and fails at its first use, so that the failure is recorded too. Safe from any thread.
/// </summary>
public sealed class RecordingBoard : IBoard
{
    private readonly ConcurrentDictionary<byte, RecordingI2cBus> _i2c = new();
    private readonly ConcurrentDictionary<int, RecordingSpiDevice> _spi = new();
    private readonly ConcurrentDictionary<string, RecordingUartPort> _uart = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<byte, RecordingPwmChannel> _pwm = new();
    private readonly IBoard _board;
    private readonly BusTap _tap;

    /// <summary>Makes a board over another one.</summary>
    /// <param name="board">The board that does the work.</param>
    /// <param name="recorder">Where its transactions go.</param>
    /// <param name="version">What begins with this board, such as a version of a plugin that knows nothing of what went
    /// before: a mark with it goes before the first transaction. Null for no mark; at most 256 characters are kept.</param>
    public RecordingBoard(IBoard board, BusRecorder recorder, string? version = null)
    {
        _board = board;
        Recorder = recorder;
        _tap = new(recorder, version);
        Gpio = new RecordingGpioBank(board, _tap);
        Leds = new RecordingLedStrip(board, _tap);
        Buzzer = new RecordingBuzzer(board, _tap);
        Relays = new RecordingRelayBank(board, _tap);
        Climate = new RecordingClimateSensors(board, _tap);
    }

    /// <summary>Where the transactions go.</summary>
    public BusRecorder Recorder { get; }

    /// <inheritdoc/>
    public string Provider => _board.Provider;

    /// <inheritdoc/>
    public IGpioBank Gpio { get; }

    /// <inheritdoc/>
    public ILedStrip Leds { get; }

    /// <inheritdoc/>
    public IBuzzer Buzzer { get; }

    /// <inheritdoc/>
    public IRelayBank Relays { get; }

    /// <inheritdoc/>
    public IClimateSensors Climate { get; }

    /// <inheritdoc/>
    public ISystemInfo SystemInfo => _board.SystemInfo;

    /// <inheritdoc/>
    public BoardParts ListParts() => _board.ListParts();

    /// <inheritdoc/>
    public II2cBus GetI2cBus(byte bus) =>
        _i2c.TryGetValue(bus, out var known) ? known : _i2c.GetOrAdd(bus, new RecordingI2cBus(_board, _tap, bus));

    /// <inheritdoc/>
    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect)
    {
        var key = (bus << 8) | chipSelect;
        return _spi.TryGetValue(key, out var known) ? known : _spi.GetOrAdd(key, new RecordingSpiDevice(_board, _tap, bus, chipSelect));
    }

    /// <inheritdoc/>
    public IUartPort GetUartPort(string name) =>
        _uart.TryGetValue(name, out var known) ? known : _uart.GetOrAdd(name, new RecordingUartPort(_board, _tap, name));

    /// <inheritdoc/>
    public IPwmChannel GetPwmChannel(byte channel) =>
        _pwm.TryGetValue(channel, out var known) ? known : _pwm.GetOrAdd(channel, new RecordingPwmChannel(_board, _tap, channel));
}
