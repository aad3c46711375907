using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WasiHal.Cluster.Metrics;

/// <summary>The program itself, under the names that every scraped program uses.</summary>
internal sealed class ProcessMetrics(TimeProvider time) : IMetricsSource
{
    private static readonly MetricSet Build = new(
        new("wasihal_build", MetricType.Info, "", "The version of the node's program and what it runs on."),
        [new(1, new("version", NodeDirectory.Version), new("runtime", RuntimeInformation.FrameworkDescription), new("architecture", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()))]);

    private static readonly MetricFamily Cpu = new("process_cpu_seconds", MetricType.Counter, "seconds", "Time of a core that the program used.");
    private static readonly MetricFamily Memory = new("process_resident_memory_bytes", MetricType.Gauge, "bytes", "Memory of the program that is in RAM.");
    private static readonly MetricFamily Files = new("process_open_fds", MetricType.Gauge, "", "Open file descriptors.");
    private static readonly MetricFamily Start = new("process_start_time_seconds", MetricType.Gauge, "seconds", "When the program was started, in seconds since 1970, as the clock said then.");
    private static readonly MetricFamily Uptime = new("process_uptime_seconds", MetricType.Gauge, "seconds", "Time since the program was started, whatever the clock says.");
    private static readonly MetricFamily Heap = new("dotnet_gc_heap_bytes", MetricType.Gauge, "bytes", "Memory that the garbage collector manages, at its last collection.");
    private static readonly MetricFamily Collections = new("dotnet_gc_collections", MetricType.Counter, "", "Collections, by the oldest generation that was collected.");

    private readonly long _begin = time.GetTimestamp();

    /// <inheritdoc/>
    public IEnumerable<MetricSet> Collect(MetricsOmissions omissions)
    {
        yield return Build;
        if (!OperatingSystem.IsBrowser() && !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS())
        {
            yield return new(Cpu, [new(Environment.CpuUsage.TotalTime.TotalSeconds)]);
            using var process = Process.GetCurrentProcess();
            yield return new(Start, [new(new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0)]);
        }

        yield return new(Memory, [new(Environment.WorkingSet)]);
        yield return new(Files, CountFiles() is { } files ? [new(files)] : []);
        yield return new(Uptime, [new(time.GetElapsedTime(_begin).TotalSeconds)]);
        yield return new(Heap, [new(GC.GetGCMemoryInfo().HeapSizeBytes)]);
        yield return new(Collections, [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => new MetricSample(GC.CollectionCount(generation), new MetricLabel("generation", MetricsText.NumberOf(generation))))]);
    }

    private static int? CountFiles()
    {
        try
        {
            // One of them is the folder that is being read.
            return Directory.Exists("/proc/self/fd") ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() - 1 : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
