using System.Globalization;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>The files of the kernel's dht11 driver.</summary>
internal static class DhtFiles
{
    public static string Folder(int device) => string.Create(CultureInfo.InvariantCulture, $"sys/bus/iio/devices/iio:device{device}");

    /// <summary>A sensor whose device tree tells its pin, or not.</summary>
    public static void AddDht(this CannedFiles files, int device, int? pin)
    {
        files[$"{Folder(device)}/name"] = "dht11@0\n";
        files[$"{Folder(device)}/of_node/gpios"] = pin is { } line ? $"\0\0\0\u0007\0\0\0{(char)line}\0\0\0\0" : null;
    }

    /// <summary>Thousandths, as the driver writes them.</summary>
    public static void SetDht(this CannedFiles files, int device, string temperature, string humidity)
    {
        files[$"{Folder(device)}/in_temp_input"] = temperature + "\n";
        files[$"{Folder(device)}/in_humidityrelative_input"] = humidity + "\n";
        files.FailDht(device, 0);
    }

    public static void FailDht(this CannedFiles files, int device, int error) => files.Fail($"{Folder(device)}/in_temp_input", error);

    public static int ErrorOf(HardwareErrorKind fault) => fault == HardwareErrorKind.Timeout ? KernelError.TimedOut : KernelError.InputOutput;
}
