using System.Collections.Concurrent;
using WasiHal.Recording;

namespace WasiHal.Sharing;

/// <summary>
/// A <see cref="SharedBoard"/> as one owner uses it. When the lease ends, pins that the owner drove become inputs,
/// its PWM channels stop and its serial ports are closed. Safe from any thread.
/// </summary>
public sealed class BoardLease : IBoard, IDisposable
{
    private readonly ConcurrentDictionary<(byte Bus, byte ChipSelect), LeasedSpiDevice> _spi = new();
    private readonly ConcurrentDictionary<string, LeasedUartPort> _uart = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<byte, LeasedPwmChannel> _pwm = new();
    private readonly IBoard _board;
    private readonly BoardClaims _claims;

    internal BoardLease(IBoard board, BoardClaims claims, string owner)
    {
        _board = board;
        _claims = claims;
        Owner = owner;
        Gpio = new LeasedGpioBank(board, this);
    }

    /// <summary>Who holds the lease.</summary>
    public string Owner { get; }

    /// <inheritdoc/>
    public string Provider => _board.Provider;

    /// <inheritdoc/>
    public IGpioBank Gpio { get; }

    /// <inheritdoc/>
    public ILedStrip Leds => _board.Leds;

    /// <inheritdoc/>
    public IBuzzer Buzzer => _board.Buzzer;

    /// <inheritdoc/>
    public IRelayBank Relays => _board.Relays;

    /// <inheritdoc/>
    public IClimateSensors Climate => _board.Climate;

    /// <inheritdoc/>
    public ISystemInfo SystemInfo => _board.SystemInfo;

    /// <summary>Set under the lock of the claims.</summary>
    internal bool IsEnded { get; set; }

    /// <inheritdoc/>
    public BoardParts ListParts() => _board.ListParts();

    /// <inheritdoc/>
    public II2cBus GetI2cBus(byte bus) => _board.GetI2cBus(bus);

    /// <inheritdoc/>
    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect) =>
        _spi.GetOrAdd((bus, chipSelect), static (key, lease) => new(lease._board.GetSpiDevice(key.Bus, key.ChipSelect), lease, BusNames.Spi(key.Bus, key.ChipSelect)), this);

    /// <inheritdoc/>
    public IUartPort GetUartPort(string name) =>
        _uart.GetOrAdd(name, static (key, lease) => new(lease._board.GetUartPort(key), lease, BusNames.Uart(key)), this);

    /// <inheritdoc/>
    public IPwmChannel GetPwmChannel(byte channel) =>
        _pwm.GetOrAdd(channel, static (key, lease) => new(lease._board.GetPwmChannel(key), lease, BusNames.Pwm(key)), this);

    /// <summary>Ends the lease. Using it afterwards, but for what is shared, throws an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _claims.End(this);

    internal void Take(string part, Action release) => _claims.Take(part, this, release);
}
