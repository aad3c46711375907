namespace WasiHal.Linux;

/// <summary>
/// The machine as <c>/proc</c> and <c>/sys</c> tell it. What is absent, malformed or implausible is
/// <see langword="null"/>. A call costs one or two short reads and, but for the name, no garbage.
/// </summary>
internal sealed class LinuxSystemInfo : ISystemInfo
{
    private readonly IKernelFiles _files;
    private readonly CpuUse _cpuUse;
    private readonly SensorPath _temperature;
    private readonly SensorPath _throttled;

    public LinuxSystemInfo(IKernelFiles files, TimeProvider timeProvider)
    {
        _files = files;
        _cpuUse = new(files, timeProvider);
        _temperature = new(() => ThermalZones.Find(files), timeProvider);
        _throttled = new(() => ThrottleFlags.Find(files), timeProvider);
    }

    public string? HostName
    {
        get
        {
            Span<byte> buffer = stackalloc byte[256];
            return KernelText.Name(buffer[.._files.Read("proc/sys/kernel/hostname", buffer)]);
        }
    }

    public double? ReadCpuTemperatureCelsius() => _temperature.Value is { } path ? ThermalZones.ReadCelsius(_files, path) : null;

    public double? ReadCpuUsePercent() => _cpuUse.ReadPercent();

    public ulong? ReadMemoryUsedBytes()
    {
        Span<byte> buffer = stackalloc byte[512];
        var text = buffer[.._files.Read("proc/meminfo", buffer)];
        return KernelText.Kibibytes(text, "MemTotal:"u8) is { } total
            && KernelText.Kibibytes(text, "MemAvailable:"u8) is { } available
            && available <= total
            ? total - available
            : null;
    }

    public ulong? ReadMemoryTotalBytes()
    {
        Span<byte> buffer = stackalloc byte[512];
        return KernelText.Kibibytes(buffer[.._files.Read("proc/meminfo", buffer)], "MemTotal:"u8) is > 0 and var total ? total : null;
    }

    public TimeSpan? ReadUptime()
    {
        Span<byte> buffer = stackalloc byte[64];
        return KernelText.FirstDecimal(buffer[.._files.Read("proc/uptime", buffer)]) is { } seconds && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    public bool? ReadThrottled() => _throttled.Value is { } path ? ThrottleFlags.Read(_files, path) : null;
}
