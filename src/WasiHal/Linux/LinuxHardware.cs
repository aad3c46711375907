using System.Globalization;

namespace WasiHal.Linux;

/// <summary>Looks at what a machine is and has, for the log and for the choice of a board.</summary>
internal static class LinuxHardware
{
    private static readonly string[] Devices = ["gpiochip", "i2c-", "spidev"];

    /// <summary>
    /// Whether the machine is a board computer with something to drive. A PC has I²C adapters and GPIO chips too, of its
    /// graphics card and chipset, and nobody means those; it describes itself by ACPI, not by a device tree.
    /// </summary>
    public static bool IsBoardComputer(IKernelFiles files) => Model(files) is not null && Found(files).Any();

    /// <summary>Such as <c>Raspberry Pi 4 Model B Rev 1.4 with gpiochip0, i2c-1</c>.</summary>
    public static string Describe(IKernelFiles files)
    {
        var model = Model(files) ?? "a Linux machine";
        var listed = string.Join(", ", Found(files));
        return listed.Length == 0 ? $"{model} without GPIO, I2C or SPI devices" : $"{model} with {listed}";
    }

    /// <summary>Such as <c>Raspberry Pi 4 Model B Rev 1.4: 58 GPIO lines, I2C 1, SPI 0.0 0.1, PWM none, …</c>.</summary>
    public static string Describe(IKernelFiles files, BoardParts parts) => string.Create(CultureInfo.InvariantCulture,
        $"{Model(files) ?? "a Linux machine"}: {parts.GpioPins.Count} GPIO lines, I2C {Words(parts.I2cBuses)}, SPI {Words(parts.SpiDevices.Select(device => string.Create(CultureInfo.InvariantCulture, $"{device.Bus}.{device.ChipSelect}")))}, "
        + $"PWM {Words(parts.PwmChannels)}, DHT22 on {Words(parts.ClimatePins)}, UART {Words(parts.UartPorts)}, {parts.LedCount} LEDs, {(parts.HasBuzzer ? "a" : "no")} buzzer, relays {Words(parts.Relays)}");

    private static string? Model(IKernelFiles files)
    {
        Span<byte> buffer = stackalloc byte[128];
        return KernelText.Name(buffer[..files.Read("proc/device-tree/model", buffer)]);
    }

    private static IEnumerable<string> Found(IKernelFiles files)
    {
        var names = files.List("dev");
        return Devices.SelectMany(device => names.Where(name => name.StartsWith(device, StringComparison.Ordinal)));
    }

    private static string Words<T>(IEnumerable<T> values) => string.Join(' ', values) is { Length: > 0 } words ? words : "none";
}
