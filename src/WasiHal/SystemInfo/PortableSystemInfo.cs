namespace WasiHal;

/// <summary>What .NET can truly tell of a machine that is not Linux: its name.</summary>
internal sealed class PortableSystemInfo : ISystemInfo
{
    public string? HostName => Environment.MachineName;

    public double? ReadCpuTemperatureCelsius() => null;

    public double? ReadCpuUsePercent() => null;

    public ulong? ReadMemoryUsedBytes() => null;

    public ulong? ReadMemoryTotalBytes() => null;

    public TimeSpan? ReadUptime() => null;

    public bool? ReadThrottled() => null;
}
