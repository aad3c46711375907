using System.Buffers.Binary;
using System.Globalization;

namespace WasiHal.Linux;

/// <summary>Finds the sensors that the kernel's driver <c>dht11</c> has; it is also the one for a DHT22.</summary>
internal static class IioDhtDevices
{
    private const string Folder = "sys/bus/iio/devices";

    /// <summary>The folder of the sensor on a pin.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: none there, or several and none says its pin.</exception>
    public static string Find(IKernelFiles files, int pin)
    {
        var devices = List(files);
        if (devices.Find(device => device.Pin == pin) is { Folder: not null } found)
        {
            return found.Folder;
        }

        // Without a device tree nobody knows the pin; the only sensor is then the one that is meant.
        return devices switch
        {
            [{ Pin: null } only] => only.Folder,
            _ when devices.Exists(device => device.Pin is null) => throw new HardwareException(
                HardwareErrorKind.NotPresent,
                string.Create(CultureInfo.InvariantCulture, $"There are {devices.Count} sensors of the driver dht11, and they do not tell which of them is on pin {pin}.")),
            _ => throw NotPresent(devices, pin),
        };
    }

    /// <summary>BCM numbers of the pins that are known, ascending.</summary>
    public static IReadOnlyList<int> Pins(IKernelFiles files) => [.. List(files).Select(device => device.Pin).OfType<int>().Distinct().Order()];

    private static HardwareException NotPresent(List<(string Folder, int? Pin)> devices, int pin)
    {
        var has = devices.Count == 0 ? "none" : $"one on {string.Join(", ", devices.Select(device => device.Pin).Order())}";
        return new(
            HardwareErrorKind.NotPresent,
            string.Create(
                CultureInfo.InvariantCulture,
                $"This board has no DHT22 on pin {pin}: it has {has}. Set dtoverlay=dht11,gpiopin={pin} in /boot/firmware/config.txt and restart the machine."));
    }

    private static List<(string Folder, int? Pin)> List(IKernelFiles files) =>
        [.. files.List(Folder).Select(name => $"{Folder}/{name}").Where(folder => IsDht(files, folder)).Select(folder => (folder, PinOf(files, folder)))];

    private static bool IsDht(IKernelFiles files, string folder)
    {
        Span<byte> buffer = stackalloc byte[64];
        return buffer[..files.Read($"{folder}/name", buffer, out _)].StartsWith("dht11"u8);
    }

    /// <summary>The overlay's property: three cells, which are the controller, the line and flags, each big-endian.</summary>
    private static int? PinOf(IKernelFiles files, string folder)
    {
        Span<byte> buffer = stackalloc byte[16];
        return files.Read($"{folder}/of_node/gpios", buffer, out _) == 12 && BinaryPrimitives.ReadInt32BigEndian(buffer[4..]) is >= 0 and var line
            ? line
            : null;
    }
}
