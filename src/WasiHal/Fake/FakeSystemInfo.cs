namespace WasiHal.Fake;

/// <summary>A machine whose values a test sets; each is <see langword="null"/>, unknown, until then. Safe from any thread.</summary>
public sealed class FakeSystemInfo : ISystemInfo
{
    private readonly Lock _gate = new();
    private double? _cpuTemperatureCelsius;
    private double? _cpuUsePercent;
    private ulong? _memoryUsedBytes;
    private ulong? _memoryTotalBytes;
    private TimeSpan? _uptime;
    private bool? _throttled;

    /// <inheritdoc/>
    public string? HostName { get; set; }

    /// <summary>Temperature of the processor in °C.</summary>
    public double? CpuTemperatureCelsius
    {
        get => Locked(ref _cpuTemperatureCelsius);
        set => Set(ref _cpuTemperatureCelsius, value);
    }

    /// <summary>Use of all cores together, 0 to 100 %.</summary>
    public double? CpuUsePercent
    {
        get => Locked(ref _cpuUsePercent);
        set => Set(ref _cpuUsePercent, value);
    }

    /// <summary>Memory in use.</summary>
    public ulong? MemoryUsedBytes
    {
        get => Locked(ref _memoryUsedBytes);
        set => Set(ref _memoryUsedBytes, value);
    }

    /// <summary>Memory of the machine.</summary>
    public ulong? MemoryTotalBytes
    {
        get => Locked(ref _memoryTotalBytes);
        set => Set(ref _memoryTotalBytes, value);
    }

    /// <summary>Time since the machine started.</summary>
    public TimeSpan? Uptime
    {
        get => Locked(ref _uptime);
        set => Set(ref _uptime, value);
    }

    /// <summary>Whether the processor is held back.</summary>
    public bool? Throttled
    {
        get => Locked(ref _throttled);
        set => Set(ref _throttled, value);
    }

    /// <inheritdoc/>
    public double? ReadCpuTemperatureCelsius() => CpuTemperatureCelsius;

    /// <inheritdoc/>
    public double? ReadCpuUsePercent() => CpuUsePercent;

    /// <inheritdoc/>
    public ulong? ReadMemoryUsedBytes() => MemoryUsedBytes;

    /// <inheritdoc/>
    public ulong? ReadMemoryTotalBytes() => MemoryTotalBytes;

    /// <inheritdoc/>
    public TimeSpan? ReadUptime() => Uptime;

    /// <inheritdoc/>
    public bool? ReadThrottled() => Throttled;

    private T Locked<T>(ref T field)
    {
        lock (_gate)
        {
            return field;
        }
    }

    private void Set<T>(ref T field, T value)
    {
        lock (_gate)
        {
            field = value;
        }
    }
}
