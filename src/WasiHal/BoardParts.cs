namespace WasiHal;

/// <summary>What a board has. A list is empty when there is none of its kind.</summary>
public sealed record BoardParts
{
    /// <summary>BCM numbers of the digital pins, ascending.</summary>
    public IReadOnlyList<int> GpioPins { get; init; } = [];

    /// <summary>Numbers of the I²C buses, ascending.</summary>
    public IReadOnlyList<byte> I2cBuses { get; init; } = [];

    /// <summary>The chip selects of the SPI buses, ascending.</summary>
    public IReadOnlyList<(byte Bus, byte ChipSelect)> SpiDevices { get; init; } = [];

    /// <summary>Names of the serial ports, as configured.</summary>
    public IReadOnlyList<string> UartPorts { get; init; } = [];

    /// <summary>Numbers of the PWM channels, ascending.</summary>
    public IReadOnlyList<byte> PwmChannels { get; init; } = [];

    /// <summary>BCM numbers of the pins on which a climate sensor is known, ascending.</summary>
    public IReadOnlyList<int> ClimatePins { get; init; } = [];

    /// <summary>Number of LEDs of the strip, 0 without one.</summary>
    public int LedCount { get; init; }

    /// <summary>Whether there is a buzzer.</summary>
    public bool HasBuzzer { get; init; }

    /// <summary>Names of the relays.</summary>
    public IReadOnlyList<string> Relays { get; init; } = [];
}
