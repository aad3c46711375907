using System.Diagnostics.Metrics;
using System.Reflection;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace WasiHal.Hosting.Telemetry;

/// <summary>
/// The meter <c>WasiHal.Hosting</c> and its instruments, which <c>docs/observability.md</c> lists. Names and attributes
/// follow OpenTelemetry, units are UCUM. No measurement of a call allocates. Safe from any thread.
/// </summary>
internal sealed class PluginMeter : IDisposable
{
    public const string Name = "WasiHal.Hosting";
    public const string PluginIdKey = "wasihal.plugin.id";
    public const string PluginKindKey = "wasihal.plugin.kind";
    public const string PluginStateKey = "wasihal.plugin.state";

    public static readonly Tag Success = new("outcome", "success");
    public static readonly Tag Failure = new("outcome", "failure");

    /// <summary>One tag for each <see cref="FailureKind"/>.</summary>
    public static readonly IReadOnlyList<Tag> FailureKinds = [new("error.type", "load"), new("error.type", "call"), new("error.type", "lost")];

    /// <summary>One tag for each <see cref="PluginKind"/>.</summary>
    public static readonly IReadOnlyList<Tag> PluginKinds = [.. Enum.GetNames<PluginKind>().Select(kind => new Tag(PluginKindKey, kind.ToLowerInvariant()))];

    private static readonly (PluginState State, Tag Tag)[] States =
        [.. Enum.GetValues<PluginState>().Select(state => (state, new Tag(PluginStateKey, state == PluginState.BackingOff ? "backing-off" : state.ToString().ToLowerInvariant())))];

    private readonly Meter? _own;
    private readonly Histogram<double> _compiles;
    private volatile IPluginDirectory? _plugins;
    private volatile Func<long>? _lostThreads;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owns the meter; without it the meter lives until <see cref="Dispose"/>.</param>
    public PluginMeter(IMeterFactory? meters = null)
    {
        var options = new MeterOptions(Name) { Version = typeof(PluginMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] };
        var meter = meters?.Create(options) ?? (_own = new Meter(options));
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets.UpToSeconds };

        Polls = meter.CreateCounter<long>("wasihal.plugin.polls", "{poll}", "Polls that ended.");
        PollDuration = meter.CreateHistogram("wasihal.plugin.poll.duration", "s", "Time that a poll took.", null, buckets);
        Calls = meter.CreateCounter<long>("wasihal.plugin.calls", "{call}", "Calls other than polls that ended.");
        CallDuration = meter.CreateHistogram("wasihal.plugin.call.duration", "s", "Time that a call other than a poll took.", null, buckets);
        Failures = meter.CreateCounter<long>("wasihal.plugin.failures", "{failure}", "Calls and loads that failed.");
        Restarts = meter.CreateCounter<long>("wasihal.plugin.restarts", "{restart}", "Times that a new instance took the place of a failed one.");
        DeniedCalls = meter.CreateCounter<long>("wasihal.plugin.denied_calls", "{call}", "Host calls refused for want of a grant.");
        CpuTime = meter.CreateCounter<double>("wasihal.plugin.cpu.time", "s", "Time of a core that the plugin used.");
        _compiles = meter.CreateHistogram("wasihal.compile.duration", "s", "Time that compiling to machine code took.", null, buckets);
        meter.CreateObservableGauge("wasihal.plugin.memory", ObserveMemory, "By", "Size of the plugin's memory.");
        meter.CreateObservableUpDownCounter("wasihal.plugin.status", ObserveStates, "1", "1 for the state that the plugin is in, 0 for every other.");
        meter.CreateObservableUpDownCounter("wasihal.lost_threads", ObserveLostThreads, "{thread}", "Threads that were given up because a plugin sleeps on them.");
    }

    public Counter<long> Polls { get; }

    public Histogram<double> PollDuration { get; }

    public Counter<long> Calls { get; }

    public Histogram<double> CallDuration { get; }

    public Counter<long> Failures { get; }

    public Counter<long> Restarts { get; }

    public Counter<long> DeniedCalls { get; }

    public Counter<double> CpuTime { get; }

    /// <summary>Threads given up so far; null when nobody counts them.</summary>
    public long? LostThreads => _lostThreads?.Invoke();

    /// <summary>Something was compiled to machine code.</summary>
    public void Compiled(TimeSpan duration) => _compiles.Record(duration.TotalSeconds);

    /// <summary>Says whose memory and state are observed. They are read when somebody collects.</summary>
    public void Observe(IPluginDirectory plugins) => _plugins = plugins;

    /// <summary>Says who counts the threads that were given up.</summary>
    public void CountLostThreads(Func<long> count) => _lostThreads = count;

    public void Dispose() => _own?.Dispose();

    private IEnumerable<Measurement<long>> ObserveMemory()
    {
        foreach (var plugin in _plugins?.Plugins ?? [])
        {
            if (plugin.MemoryBytes is { } bytes)
            {
                yield return new(bytes, new Tag(PluginIdKey, plugin.Id));
            }
        }
    }

    private IEnumerable<Measurement<int>> ObserveStates()
    {
        foreach (var plugin in _plugins?.Plugins ?? [])
        {
            var id = new Tag(PluginIdKey, plugin.Id);
            foreach (var (state, tag) in States)
            {
                yield return new(plugin.State == state ? 1 : 0, id, tag);
            }
        }
    }

    private IEnumerable<Measurement<long>> ObserveLostThreads() => LostThreads is { } threads ? [new(threads)] : [];
}
