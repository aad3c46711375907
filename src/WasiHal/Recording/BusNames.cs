using System.Globalization;

namespace WasiHal.Recording;

/// <summary>Names of the parts of a board in a recording.</summary>
internal static class BusNames
{
    // Made once, so that no call that names a pin makes text.
    private static readonly string[] Pins = [.. Enumerable.Range(0, GpioOptions.HighestPin + 1).Select(GpioName)];

    public static string I2c(byte bus) => string.Create(CultureInfo.InvariantCulture, $"i2c-{bus}");

    public static string Spi(byte bus, byte chipSelect) => string.Create(CultureInfo.InvariantCulture, $"spi-{bus}.{chipSelect}");

    public static string Uart(string name) => $"uart-{name}";

    public static string Gpio(int pin) => pin >= 0 && pin < Pins.Length ? Pins[pin] : GpioName(pin);

    public static string Pwm(byte channel) => string.Create(CultureInfo.InvariantCulture, $"pwm-{channel}");

    public static string Leds => "leds";

    public static string Buzzer => "buzzer";

    public static string Relay(string name) => $"relays-{name}";

    public static string Climate(int pin) => string.Create(CultureInfo.InvariantCulture, $"climate-{pin}");

    private static string GpioName(int pin) => string.Create(CultureInfo.InvariantCulture, $"gpio-{pin}");
}
