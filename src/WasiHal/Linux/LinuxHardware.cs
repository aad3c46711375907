namespace WasiHal.Linux;

/// <summary>Looks at what a machine has, for the log.</summary>
internal static class LinuxHardware
{
    private static readonly string[] Devices = ["gpiochip", "i2c-", "spidev"];

    /// <summary>Such as <c>Raspberry Pi 4 Model B Rev 1.4 with gpiochip0, i2c-1</c>.</summary>
    public static string Describe(IKernelFiles files)
    {
        Span<byte> buffer = stackalloc byte[128];
        var model = KernelText.Name(buffer[..files.Read("proc/device-tree/model", buffer)]) ?? "a Linux machine";
        var devices = files.List("dev").Where(name => Devices.Any(device => name.StartsWith(device, StringComparison.Ordinal)));
        var listed = string.Join(", ", devices);
        return listed.Length == 0 ? $"{model} without GPIO, I2C or SPI devices" : $"{model} with {listed}";
    }
}
