using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// Counts the threads that were given up: a plugin sleeps on them where nothing reaches it, such as in a component's own
/// sleep through WASI or in a driver of the kernel. They cannot be ended, only waited for; so there is a bound on them, and
/// as background threads they do not hold up the end of the process. Safe from any thread.
/// </summary>
internal sealed class StuckThreads(ILogger logger)
{
    /// <summary>So many, and no component is started any more.</summary>
    public const int Most = 8;

    private int _count;
    private long _total;

    /// <summary>How many are out at this moment.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many were ever given up.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Fails when no further thread may be put at risk.</summary>
    /// <exception cref="PluginFailedException">Too many are out.</exception>
    public void Require()
    {
        if (Count >= Most)
        {
            throw new PluginFailedException($"{Count} threads are held by components that sleep and cannot be ended; no component is started until one of them comes back or the host starts anew");
        }
    }

    /// <summary>A thread was given up.</summary>
    public void Add(string pluginId, string reason)
    {
        Interlocked.Increment(ref _total);
        Log.ThreadGivenUp(logger, pluginId, reason, Interlocked.Increment(ref _count), Most);
    }

    /// <summary>One of them came back and ends.</summary>
    public void Remove(string pluginId) => Log.ThreadCameBack(logger, pluginId, Interlocked.Decrement(ref _count));
}
