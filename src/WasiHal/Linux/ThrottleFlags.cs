namespace WasiHal.Linux;

/// <summary>Finds and reads what a Raspberry Pi's firmware says about under-voltage and heat.</summary>
internal static class ThrottleFlags
{
    private const string Firmware = "sys/devices/platform/soc/soc:firmware/get_throttled";
    private const string Monitors = "sys/class/hwmon";

    /// <summary>Bits 0 to 3: under-voltage, capped frequency, throttled, soft temperature limit, each at this moment.</summary>
    private const uint Now = 0b1111;

    /// <summary>
    /// The firmware's own flags; where the kernel no longer has them, the voltage monitor's alarm, which knows
    /// under-voltage only.
    /// </summary>
    public static string? Find(IKernelFiles files) => Read(files, Firmware) is not null
        ? Firmware
        : files.List(Monitors)
            .Where(name => IsVoltageMonitor(files, $"{Monitors}/{name}/name"))
            .Select(name => $"{Monitors}/{name}/in0_lcrit_alarm")
            .FirstOrDefault(path => Read(files, path) is not null);

    /// <summary>Both files hold flags in hexadecimal; the alarm's only flag is bit 0.</summary>
    public static bool? Read(IKernelFiles files, string path)
    {
        Span<byte> buffer = stackalloc byte[32];
        return KernelText.Hexadecimal(buffer[..files.Read(path, buffer)]) is { } flags ? (flags & Now) != 0 : null;
    }

    private static bool IsVoltageMonitor(IKernelFiles files, string path)
    {
        Span<byte> buffer = stackalloc byte[32];
        return KernelText.Trim(buffer[..files.Read(path, buffer)]).SequenceEqual("rpi_volt"u8);
    }
}
