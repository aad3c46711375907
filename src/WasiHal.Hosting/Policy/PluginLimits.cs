using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting;

/// <summary>What one plugin may use at most: <c>[plugins.&lt;name&gt;.limits]</c>. The defaults suit a board with 512 MB.</summary>
public sealed record PluginLimits
{
    /// <summary>Size of one of its memories, 16 MiB to 1 GiB. An instance of the Python interpreter has one.</summary>
    /// <value>64 MiB.</value>
    [ConfigurationKeyName("memory_bytes")]
    [Range(typeof(long), "16777216", "1073741824", ErrorMessage = "is not 16777216 to 1073741824")]
    public long MemoryBytes { get; init; } = 64L << 20;

    /// <summary>Memories of a component together, 1 to 100. Each may grow to <see cref="MemoryBytes"/>.</summary>
    /// <value>1.</value>
    [ConfigurationKeyName("memories")]
    [Range(1, 100, ErrorMessage = "is not 1 to 100")]
    public int Memories { get; init; } = 1;

    /// <summary>Tables of a component, or of the interpreter, 1 to 100.</summary>
    /// <value>8.</value>
    [ConfigurationKeyName("tables")]
    [Range(1, 100, ErrorMessage = "is not 1 to 100")]
    public int Tables { get; init; } = 8;

    /// <summary>Elements of one table, 16,384 to 10,000,000. An element takes 8 bytes.</summary>
    /// <value>100,000.</value>
    [ConfigurationKeyName("table_elements")]
    [Range(16384, 10000000, ErrorMessage = "is not 16384 to 10000000")]
    public int TableElements { get; init; } = 100_000;

    /// <summary>Core modules and components that a component may instantiate within itself, 1 to 1,000.</summary>
    /// <value>32.</value>
    [ConfigurationKeyName("instances")]
    [Range(1, 1000, ErrorMessage = "is not 1 to 1000")]
    public int Instances { get; init; } = 32;

    /// <summary>Share of one core that it may use over a minute, 0.01 to 1. Beyond it, its polls come later.</summary>
    /// <value>A quarter.</value>
    [ConfigurationKeyName("core_share")]
    [Range(0.01, 1.0, ErrorMessage = "is not 0.01 to 1")]
    public double CoreShare { get; init; } = 0.25;

    /// <summary>Time of one call, waiting on the host included, 10 ms to 1 min.</summary>
    /// <value>2 s.</value>
    [ConfigurationKeyName("call_deadline")]
    [DurationRange("10ms", "1m")]
    public Duration CallDeadline { get; init; } = new(TimeSpan.FromSeconds(2));

    /// <summary>Time for loading the plugin: importing its modules and making its objects, 10 ms to 5 min.</summary>
    /// <value>10 s.</value>
    [ConfigurationKeyName("load_deadline")]
    [DurationRange("10ms", "5m")]
    public Duration LoadDeadline { get; init; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Sum of its keys and values in storage, 0 to 64 MiB.</summary>
    /// <value>64 KiB.</value>
    [ConfigurationKeyName("storage_bytes")]
    [Range(typeof(long), "0", "67108864", ErrorMessage = "is not 0 to 67108864")]
    public long StorageBytes { get; init; } = 64 << 10;

    /// <summary>Values that it may store or remove per minute in the long run, 1 to 6,000. Five times as many may come at once; storing what is stored already is free.</summary>
    /// <value>12.</value>
    [ConfigurationKeyName("storage_writes_per_minute")]
    [Range(1, 6000, ErrorMessage = "is not 1 to 6000")]
    public int StorageWritesPerMinute { get; init; } = 12;

    /// <summary>Measurements of one poll, 1 to 10,000.</summary>
    /// <value>256.</value>
    [ConfigurationKeyName("measurements")]
    [Range(1, 10000, ErrorMessage = "is not 1 to 10000")]
    public int Measurements { get; init; } = 256;

    /// <summary>Length of one text or list of bytes that the plugin hands to the host, 1 KiB to 16 MiB; names and units are shorter.</summary>
    /// <value>256 KiB.</value>
    [ConfigurationKeyName("text_bytes")]
    [Range(1024, 16777216, ErrorMessage = "is not 1024 to 16777216")]
    public int TextBytes { get; init; } = 256 << 10;

    /// <summary>Length of all texts of one answer together: the texts of a poll, a page, the actions, 1 KiB to 16 MiB.</summary>
    /// <value>256 KiB.</value>
    [ConfigurationKeyName("output_bytes")]
    [Range(1024, 16777216, ErrorMessage = "is not 1024 to 16777216")]
    public int OutputBytes { get; init; } = 256 << 10;

    /// <summary>What it may log in the long run, per second, 128 bytes to 1 MiB. Eight times as much may come at once.</summary>
    /// <value>8 KiB.</value>
    [ConfigurationKeyName("log_bytes_per_second")]
    [Range(128, 1048576, ErrorMessage = "is not 128 to 1048576")]
    public int LogBytesPerSecond { get; init; } = 8 << 10;

    /// <summary>Calls of the host within one call of the plugin, 1 to 1,000,000.</summary>
    /// <value>10,000.</value>
    [ConfigurationKeyName("host_calls")]
    [Range(1, 1000000, ErrorMessage = "is not 1 to 1000000")]
    public int HostCalls { get; init; } = 10_000;

    /// <summary>Size of a component's file, 1 KiB to 64 MiB. Looked at before it is compiled.</summary>
    /// <value>48 MiB: what componentize-py makes has 35 to 38.</value>
    [ConfigurationKeyName("component_bytes")]
    [Range(1024, 67108864, ErrorMessage = "is not 1024 to 67108864")]
    public int ComponentBytes { get; init; } = 48 << 20;

    /// <summary>How deep types, and components within components, may be nested in a component's file, 1 to 100. Looked at before it is compiled.</summary>
    /// <value>32.</value>
    [ConfigurationKeyName("type_nesting")]
    [Range(1, 100, ErrorMessage = "is not 1 to 100")]
    public int TypeNesting { get; init; } = 32;

    /// <summary>Types, imports and exports that a component's file may state together, 16 to 1,000,000. Looked at before it is compiled.</summary>
    /// <value>50,000.</value>
    [ConfigurationKeyName("types")]
    [Range(16, 1000000, ErrorMessage = "is not 16 to 1000000")]
    public int Types { get; init; } = 50_000;

    /// <summary>Functions of a component's core modules together, 100 to 1,000,000. Looked at before it is compiled; compiling one takes at least 6 KiB of memory.</summary>
    /// <value>50,000.</value>
    [ConfigurationKeyName("functions")]
    [Range(100, 1000000, ErrorMessage = "is not 100 to 1000000")]
    public int Functions { get; init; } = 50_000;

    /// <summary>
    /// Size of one function of a component, 16 KiB to 16 MiB, each of its local variables adding a 200th of it: the time of
    /// compiling a function grows with the product of both. Looked at before it is compiled.
    /// </summary>
    /// <value>512 KiB.</value>
    [ConfigurationKeyName("function_bytes")]
    [Range(16384, 16777216, ErrorMessage = "is not 16384 to 16777216")]
    public int FunctionBytes { get; init; } = 512 << 10;

    /// <summary>Time for compiling a component, 1 s to 1 h. A compile that takes longer is given up.</summary>
    /// <value>5 min.</value>
    [ConfigurationKeyName("compile_deadline")]
    [DurationRange("1s", "1h")]
    public Duration CompileDeadline { get; init; } = new(TimeSpan.FromMinutes(5));
}
