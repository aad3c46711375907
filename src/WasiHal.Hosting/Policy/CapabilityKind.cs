namespace WasiHal.Hosting.Policy;

/// <summary>What a capability is about; one value for each key of the permission grammar, in the grammar's order.</summary>
internal enum CapabilityKind
{
    /// <summary>A device on an I²C bus.</summary>
    I2c,

    /// <summary>A chip select of an SPI bus.</summary>
    Spi,

    /// <summary>A serial port by name.</summary>
    Uart,

    /// <summary>A digital pin.</summary>
    Gpio,

    /// <summary>A pin with a single-wire climate sensor.</summary>
    Climate,

    /// <summary>A PWM channel.</summary>
    Pwm,

    /// <summary>One LED of the strip.</summary>
    Leds,

    /// <summary>A switched output by name.</summary>
    Relays,

    /// <summary>The buzzer.</summary>
    Buzzer,

    /// <summary>Something that the plugin offers to do, by name.</summary>
    Actions,
}
