using System.Device.Gpio;
using System.Globalization;

namespace WasiHal.Linux;

/// <summary>The devices that the kernel of this machine offers.</summary>
internal sealed class LinuxDevices(HalOptions hal, IKernelFiles files, IDictionary<string, int> labels, TimeProvider time) : ILinuxDevices
{
    public BoardParts List() => new()
    {
        GpioPins = [.. Enumerable.Range(0, GpioLines())],
        I2cBuses = [.. Numbers("dev", "i2c-").Where(bus => bus <= byte.MaxValue).Select(bus => (byte)bus)],
        SpiDevices = [.. SpiDevices()],
        PwmChannels = [.. Enumerable.Range(0, PwmChannels()).Select(channel => (byte)channel)],
        ClimatePins = IioDhtDevices.Pins(files),
    };

    public IGpioBank OpenGpio()
    {
        var driver = LineGpioDriver.Open(files, hal.GpioChip);
        return new LinuxGpioBank(new GpioController(driver), labels, time);
    }

    public II2cBus OpenI2cBus(byte bus) => LinuxI2cBus.Open(bus, files);

    public ISpiDevice OpenSpiDevice(byte bus, byte chipSelect) => new LinuxSpiDevice(bus, chipSelect, files);

    public IUartPort OpenUartPort(string name, string device) => new LinuxUartPort(name, device);

    public IPwmChannel OpenPwmChannel(byte channel) => new LinuxPwmChannel(files, time, hal.PwmChip, channel);

    public IClimateSensors OpenClimate() => new IioClimateSensors(files, time);

    private int GpioLines()
    {
        try
        {
            using var chip = GpioChip.Open(files, hal.GpioChip);
            return Math.Min(chip.Lines, GpioOptions.HighestPin + 1);
        }
        catch (HardwareException)
        {
            return 0;
        }
    }

    private int PwmChannels()
    {
        Span<byte> buffer = stackalloc byte[32];
        var path = string.Create(CultureInfo.InvariantCulture, $"sys/class/pwm/pwmchip{hal.PwmChip}/npwm");
        return (int)Math.Clamp(KernelText.Integer(buffer[..files.Read(path, buffer)]) ?? 0, 0, byte.MaxValue + 1);
    }

    private IEnumerable<(byte Bus, byte ChipSelect)> SpiDevices()
    {
        foreach (var name in files.List("dev").Where(name => name.StartsWith("spidev", StringComparison.Ordinal)))
        {
            if (name["spidev".Length..].Split('.') is [var bus, var select]
                && byte.TryParse(bus, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && byte.TryParse(select, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                yield return (number, line);
            }
        }
    }

    private IEnumerable<int> Numbers(string folder, string prefix)
    {
        foreach (var name in files.List(folder).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return number;
            }
        }
    }
}
