namespace WasiHal;

/// <summary>The machine. Every value is <see langword="null"/> when the machine cannot tell it. Safe from any thread.</summary>
public interface ISystemInfo
{
    /// <summary>The machine's name.</summary>
    string? HostName { get; }

    /// <summary>Temperature of the processor in °C.</summary>
    double? ReadCpuTemperatureCelsius();

    /// <summary>Use of all cores together over the last sampling interval, 0 to 100 %. Null until there are two samples.</summary>
    double? ReadCpuUsePercent();

    /// <summary>Memory in use: total less what is available without swapping.</summary>
    ulong? ReadMemoryUsedBytes();

    /// <summary>Memory of the machine.</summary>
    ulong? ReadMemoryTotalBytes();

    /// <summary>Time since the machine started.</summary>
    TimeSpan? ReadUptime();

    /// <summary>Whether the firmware holds the processor back at this moment.</summary>
    bool? ReadThrottled();
}
