using System.Globalization;

namespace WasiHal.Linux;

/// <summary>What the kernel's error numbers mean for an SPI transfer, and for the opening that the first one does.</summary>
internal static class SpiFault
{
    public static HardwareException Of(byte bus, byte chipSelect, SpiSettings settings, int length, Exception cause, IKernelFiles files)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/dev/spidev{bus}.{chipSelect}");
        return KernelError.In(cause) switch
        {
            KernelError.MessageTooLong => new(
                HardwareErrorKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"{path} cannot take {length} bytes in one transfer: raise spidev's buffer with spidev.bufsiz=32768 in /boot/firmware/cmdline.txt, or send less."),
                cause),
            KernelError.Invalid or KernelError.NotSupported => new(
                HardwareErrorKind.Invalid,
                string.Create(CultureInfo.InvariantCulture, $"The controller of {path} refuses mode {settings.Mode} at {settings.ClockHz} Hz: {cause.Message}"),
                cause),
            KernelError.TimedOut => new(HardwareErrorKind.Timeout, $"The controller of {path} did not finish the transfer in time.", cause),
            KernelError.InputOutput or KernelError.Protocol => new(HardwareErrorKind.Bus, $"The transfer on {path} failed: {cause.Message}", cause),
            KernelError.ShutDown => new(HardwareErrorKind.NotPresent, $"{path} is gone: its controller was removed.", cause),

            // The package opens at the first transfer, and only opening ends so.
            KernelError.NoEntry or KernelError.AccessDenied or KernelError.NotPermitted
                or KernelError.NoDevice or KernelError.NoDeviceOrAddress or KernelError.Busy => File(bus, path).Fault(cause, files),
            null when cause is not IOException => File(bus, path).Fault(cause, files),
            _ => new(HardwareErrorKind.Other, $"The transfer on {path} failed: {cause.Message}", cause),
        };
    }

    private static DeviceFile File(byte bus, string path) => new(
        path,
        "spidev",
        "spi",
        bus == 0
            ? "on a Raspberry Pi switch SPI on in raspi-config, or add dtparam=spi=on to /boot/firmware/config.txt, and restart"
            : string.Create(CultureInfo.InvariantCulture, $"switch the bus on in the board's device tree, on a Raspberry Pi by a dtoverlay such as spi{bus}-1cs in /boot/firmware/config.txt, and restart"));
}
