namespace WasiHal.Linux;

/// <summary>Finds and reads the thermal zone that is the processor's.</summary>
internal static class ThermalZones
{
    private const string Folder = "sys/class/thermal";

    /// <summary>The file of the best zone that can be read now; null when there is none.</summary>
    public static string? Find(IKernelFiles files) => files.List(Folder)
        .Where(name => name.StartsWith("thermal_zone", StringComparison.Ordinal))
        .OrderBy(name => Rank(files, $"{Folder}/{name}/type"))
        .Select(name => $"{Folder}/{name}/temp")
        .FirstOrDefault(path => ReadCelsius(files, path) is not null);

    /// <summary>The kernel writes thousandths of a degree; what no processor can have is no answer.</summary>
    public static double? ReadCelsius(IKernelFiles files, string path)
    {
        Span<byte> buffer = stackalloc byte[32];
        return KernelText.Integer(buffer[..files.Read(path, buffer)]) is >= -40_000 and <= 150_000 and var millidegrees
            ? millidegrees / 1000.0
            : null;
    }

    private static int Rank(IKernelFiles files, string path)
    {
        Span<byte> buffer = stackalloc byte[64];
        var type = KernelText.Trim(buffer[..files.Read(path, buffer)]);
        return type.SequenceEqual("cpu-thermal"u8) || type.SequenceEqual("x86_pkg_temp"u8) ? 0
            : type.StartsWith("cpu"u8) ? 1
            : type.StartsWith("soc"u8) ? 2
            : 3;
    }
}
