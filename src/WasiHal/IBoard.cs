namespace WasiHal;

/// <summary>
/// The hardware of one node. A board can be real, simulated, or a decorator over another board. Every member may be
/// used from any thread. Asking for something that the board does not have throws a <see cref="HardwareException"/>
/// of kind <see cref="HardwareErrorKind.NotPresent"/>, at the latest at its first use.
/// </summary>
public interface IBoard
{
    /// <summary>Which kind of board this is: <c>fake</c> or <c>linux</c>.</summary>
    string Provider { get; }

    /// <summary>Digital pins.</summary>
    IGpioBank Gpio { get; }

    /// <summary>The addressable LED strip; a strip of no LEDs when there is none.</summary>
    ILedStrip Leds { get; }

    /// <summary>The buzzer.</summary>
    IBuzzer Buzzer { get; }

    /// <summary>Named switched outputs.</summary>
    IRelayBank Relays { get; }

    /// <summary>Single-wire climate sensors.</summary>
    IClimateSensors Climate { get; }

    /// <summary>The machine itself.</summary>
    ISystemInfo SystemInfo { get; }

    /// <summary>What the board has at this moment; devices may come and go.</summary>
    BoardParts ListParts();

    /// <summary>One I²C bus.</summary>
    /// <param name="bus">Number of the adapter, 1 for <c>/dev/i2c-1</c>.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such bus.</exception>
    II2cBus GetI2cBus(byte bus);

    /// <summary>One chip on an SPI bus.</summary>
    /// <param name="bus">Number of the bus, 0 for <c>/dev/spidev0.*</c>.</param>
    /// <param name="chipSelect">Number of the chip-select line.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such bus or line.</exception>
    ISpiDevice GetSpiDevice(byte bus, byte chipSelect);

    /// <summary>One serial port.</summary>
    /// <param name="name">Its configured name.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no port of that name.</exception>
    IUartPort GetUartPort(string name);

    /// <summary>One PWM channel.</summary>
    /// <param name="channel">Number of the channel.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no such channel.</exception>
    IPwmChannel GetPwmChannel(byte channel);
}
