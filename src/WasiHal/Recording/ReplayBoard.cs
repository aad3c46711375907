using WasiHal.Fake;

namespace WasiHal.Recording;

/// <summary>
/// A board that answers as a recording says: each device (an I²C address, a chip, a port, a pin, a relay) in its recorded
/// order, at once, whatever time had passed. A recorded failure fails again in the same way. Another request than the
/// recorded one throws a <see cref="BusReplayException"/> with the line of the file, and so does every later one.
/// Safe from any thread.
/// </summary>
public sealed class ReplayBoard : IBoard
{
    private readonly ReplayScript _script;

    /// <summary>Makes a board.</summary>
    /// <param name="recording">What it answers.</param>
    /// <param name="options">Labels of pins, number of LEDs and names of relays, which no recording holds; without them
    /// there are no labels, and as many LEDs and relays as the recording shows.</param>
    public ReplayBoard(BusRecording recording, BoardOptions? options = null)
    {
        _script = new(recording);
        Gpio = new ReplayGpioBank(_script, options?.Gpio.Labels ?? new Dictionary<string, int>());
        Leds = new ReplayLedStrip(_script, options?.Leds.Count ?? LedsOf(recording));
        Buzzer = new ReplayBuzzer(_script);
        Relays = new ReplayRelayBank(_script, [.. options?.AllRelays.Keys ?? RelaysOf(recording)]);
        Climate = new ReplayClimateSensors(_script);
    }

    /// <summary>Always <c>replay</c>.</summary>
    public string Provider => "replay";

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

    /// <summary>A machine that can tell nothing: it is not recorded.</summary>
    public ISystemInfo SystemInfo { get; } = new FakeSystemInfo();

    /// <summary>What the recording shows by name: LEDs and relays. Other devices are there as soon as they are asked for.</summary>
    public BoardParts ListParts() => new() { LedCount = Leds.Count, Relays = Relays.Names };

    /// <inheritdoc/>
    public II2cBus GetI2cBus(byte bus) => new ReplayI2cBus(_script, BusNames.I2c(bus));

    /// <inheritdoc/>
    public ISpiDevice GetSpiDevice(byte bus, byte chipSelect) => new ReplaySpiDevice(_script, BusNames.Spi(bus, chipSelect));

    /// <inheritdoc/>
    public IUartPort GetUartPort(string name) => new ReplayUartPort(_script, BusNames.Uart(name));

    /// <inheritdoc/>
    public IPwmChannel GetPwmChannel(byte channel) => new ReplayPwmChannel(_script, BusNames.Pwm(channel));

    /// <summary>Demands that everything was asked for that was recorded, and nothing else.</summary>
    /// <exception cref="BusReplayException">Something is left over, with its line; or the first other request that came.</exception>
    public void AssertFinished() => _script.AssertFinished();

    private static int LedsOf(BusRecording recording) => recording.Transactions
        .Where(transaction => transaction.Entry.Verb == BusVerb.LedsSet && transaction.Entry.Error is null)
        .Select(transaction => transaction.Entry.Whole + (transaction.Entry.WriteLength / 3))
        .DefaultIfEmpty(0)
        .Max();

    private static IEnumerable<string> RelaysOf(BusRecording recording) => recording.Transactions
        .Where(transaction => transaction.Entry.Verb is BusVerb.RelaySet or BusVerb.RelayGet && transaction.Entry.Error is null)
        .Select(transaction => transaction.Entry.Bus["relays-".Length..])
        .Distinct();
}
