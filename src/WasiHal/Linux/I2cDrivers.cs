using System.Globalization;
using System.Text;

namespace WasiHal.Linux;

/// <summary>Drivers of the kernel that hold an address of an I²C bus.</summary>
internal static class I2cDrivers
{
    /// <summary>
    /// The driver of the device at an address, null when there is none. It is the one that the link
    /// <c>/sys/bus/i2c/devices/1-0076/driver</c> points to; the text beside the link names it too.
    /// </summary>
    public static string? Find(IKernelFiles files, byte bus, I2cAddress address)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var path = string.Create(CultureInfo.InvariantCulture, $"sys/bus/i2c/devices/{bus}-{address.Value:x4}/uevent");
        var text = buffer[..files.Read(path, buffer)];
        foreach (var range in text.Split((byte)'\n'))
        {
            if (text[range].StartsWith("DRIVER="u8))
            {
                return Encoding.UTF8.GetString(text[range]["DRIVER="u8.Length..]);
            }
        }

        return null;
    }

    public static HardwareException Busy(byte bus, I2cAddress address, string driver) => new(
        HardwareErrorKind.Busy,
        string.Create(CultureInfo.InvariantCulture, $"{address} on I2C bus {bus} is held by the kernel's driver {driver}: remove the dtoverlay that loads it from /boot/firmware/config.txt and restart."));
}
