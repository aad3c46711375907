using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting;

/// <summary>What one plugin may use at most: <c>[plugins.&lt;name&gt;.limits]</c>. The defaults suit a board with 512 MB.</summary>
public sealed record PluginLimits
{
    /// <summary>Memory of its instance, 16 MiB to 1 GiB.</summary>
    /// <value>64 MiB.</value>
    [ConfigurationKeyName("memory_bytes")]
    public long MemoryBytes { get; init; } = 64L << 20;

    /// <summary>Time of one call, waiting on the host included, 10 ms to 1 min.</summary>
    /// <value>2 s.</value>
    [ConfigurationKeyName("call_deadline")]
    public Duration CallDeadline { get; init; } = new(TimeSpan.FromSeconds(2));

    /// <summary>Time for loading the plugin: importing its modules and making its objects, 10 ms to 5 min.</summary>
    /// <value>10 s.</value>
    [ConfigurationKeyName("load_deadline")]
    public Duration LoadDeadline { get; init; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Sum of its keys and values in storage, 0 to 64 MiB.</summary>
    /// <value>64 KiB.</value>
    [ConfigurationKeyName("storage_bytes")]
    public long StorageBytes { get; init; } = 64 << 10;

    /// <summary>Measurements of one poll, 1 to 10,000.</summary>
    /// <value>256.</value>
    [ConfigurationKeyName("measurements")]
    public int Measurements { get; init; } = 256;

    /// <summary>Length of one text or list of bytes that the plugin hands to the host, 1 KiB to 16 MiB; names and units are shorter.</summary>
    /// <value>256 KiB.</value>
    [ConfigurationKeyName("text_bytes")]
    public int TextBytes { get; init; } = 256 << 10;

    /// <summary>Calls of the host within one call of the plugin, 1 to 1,000,000.</summary>
    /// <value>10,000.</value>
    [ConfigurationKeyName("host_calls")]
    public int HostCalls { get; init; } = 10_000;
}
