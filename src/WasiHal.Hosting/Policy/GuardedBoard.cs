using System.Collections.Concurrent;

namespace WasiHal.Hosting.Policy;

/// <summary>
/// A board as one plugin sees it: every verb first demands its capability. The parts are made once, so that a call
/// allocates nothing; the board behind is asked for a part only when a verb of it was allowed.
/// </summary>
/// <param name="board">The board behind.</param>
/// <param name="policy">The plugin's rights.</param>
internal sealed class GuardedBoard(IBoard board, PluginPolicy policy) : IBoard
{
    private readonly ConcurrentDictionary<byte, GuardedI2cBus> _i2c = new();
    private readonly ConcurrentDictionary<int, GuardedSpiDevice> _spi = new();
    private readonly ConcurrentDictionary<string, GuardedUartPort> _uart = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<byte, GuardedPwmChannel> _pwm = new();

    public string Provider => board.Provider;

    /// <summary>The strip, with what only a guarded one can do.</summary>
    public GuardedLedStrip Leds { get; } = new(board, policy);

    public IGpioBank Gpio { get; } = new GuardedGpioBank(board, policy);

    ILedStrip IBoard.Leds => Leds;

    public IBuzzer Buzzer { get; } = new GuardedBuzzer(board, policy);

    public IRelayBank Relays { get; } = new GuardedRelayBank(board, policy);

    public IClimateSensors Climate { get; } = new GuardedClimateSensors(board, policy);

    public ISystemInfo SystemInfo => board.SystemInfo;

    public BoardParts ListParts() => board.ListParts();

    public II2cBus GetI2cBus(byte bus) =>
        _i2c.TryGetValue(bus, out var known) ? known : _i2c.GetOrAdd(bus, new GuardedI2cBus(board, policy, bus));

    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect)
    {
        policy.Demand(Capability.Spi(bus, chipSelect));
        var key = (bus << 8) | chipSelect;
        return _spi.TryGetValue(key, out var known) ? known : _spi.GetOrAdd(key, new GuardedSpiDevice(board, policy, bus, chipSelect));
    }

    public IUartPort GetUartPort(string name)
    {
        // Before the look-up, so that a plugin cannot fill the table with names of its own.
        policy.Demand(Capability.Uart(name));
        return _uart.TryGetValue(name, out var known) ? known : _uart.GetOrAdd(name, new GuardedUartPort(board, policy, name));
    }

    public IPwmChannel GetPwmChannel(byte channel)
    {
        policy.Demand(Capability.Pwm(channel));
        return _pwm.TryGetValue(channel, out var known) ? known : _pwm.GetOrAdd(channel, new GuardedPwmChannel(board, policy, channel));
    }
}
