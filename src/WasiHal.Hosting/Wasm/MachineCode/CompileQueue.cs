using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Native;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>
/// Compiles one thing at a time, each on a thread of its own that can be given up: a compile cannot be interrupted. Who
/// gives up waiting leaves the compile to itself. Safe from any thread.
/// </summary>
internal sealed class CompileQueue(TimeProvider time, ILogger logger)
{
    /// <summary>Threads that may be lost to compiles that do not end. While so many are, no component is compiled.</summary>
    public const int MostGivenUp = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<MachineCodeKey, Job> _jobs = [];
    private readonly List<Job> _waiting = [];
    private Job? _running;

    /// <summary>How many compiles were given up and still run.</summary>
    public int GivenUp
    {
        get
        {
            lock (_lock)
            {
                return GivenUpJobs.Count();
            }
        }
    }

    private IEnumerable<Job> GivenUpJobs => _jobs.Values.Where(job => job.GivenUp is not null);

    /// <summary>Has something done on the compile thread. What has the same key as something queued or running is not done again.</summary>
    /// <param name="order">What is compiled.</param>
    /// <param name="make">Compiles it.</param>
    /// <param name="cancellationToken">Gives up waiting, not the compile.</param>
    /// <exception cref="PluginFailedException">It took longer than its deadline, or too many others did.</exception>
    public Task<CompiledCode> RunAsync(CompileOrder order, Func<CompiledCode> make, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_jobs.TryGetValue(order.Key, out var known))
            {
                return known.Done.Task.WaitAsync(cancellationToken);
            }

            if (order.Deadline is not null && GivenUpJobs.Count() >= MostGivenUp)
            {
                return Task.FromException<CompiledCode>(Refusal());
            }

            var job = new Job(order, make);
            _jobs.Add(order.Key, job);

            // What has no deadline is the host's own, which all Python plugins wait for.
            _waiting.Insert(order.Deadline is null ? 0 : _waiting.Count, job);
            StartNext();
            return job.Done.Task.WaitAsync(cancellationToken);
        }
    }

    private PluginFailedException Refusal() => new(
        $"the component is not compiled: {MostGivenUp} compiles that took too long still run ({string.Join(", ", GivenUpJobs.Select(job => job.Order.Name).Order(StringComparer.Ordinal))})");

    private void StartNext()
    {
        while (_running is null && _waiting is [var next, ..])
        {
            _waiting.RemoveAt(0);
            if (next.Order.Deadline is not null && GivenUpJobs.Count() >= MostGivenUp)
            {
                _jobs.Remove(next.Order.Key);
                next.Done.SetException(Refusal());
                continue;
            }

            _running = next;
            new Thread(() => Run(next), WasmEngine.ThreadStackBytes) { IsBackground = true, Name = "wasihal compile" }.Start();
        }
    }

    private void Run(Job job)
    {
        var begin = time.GetTimestamp();
        using (job.Order.Deadline is { } deadline ? time.CreateTimer(_ => GiveUp(job, deadline), null, deadline.Time.Value, Timeout.InfiniteTimeSpan) : null)
        {
            try
            {
                var code = job.Make();
                End(job, begin);
                job.Done.TrySetResult(code);
            }
            catch (Exception fault)
            {
                // Whatever a compile makes of it, those who wait are told and the next one has its turn.
                End(job, begin);
                job.Done.TrySetException(fault);
            }
        }

        // A compile leaves some hundred MB behind that nobody needs until the next one: arrays, and what it freed.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        LibC.TrimHeap();
    }

    private void End(Job job, long begin)
    {
        lock (_lock)
        {
            _jobs.Remove(job.Order.Key);
            if (job.GivenUp is not null)
            {
                Log.GivenUpCompileEnded(logger, job.Order.Name, time.GetElapsedTime(begin).TotalSeconds);
                return;
            }

            _running = null;
            StartNext();
        }
    }

    private void GiveUp(Job job, CompileDeadline deadline)
    {
        var failure = new PluginFailedException($"the component does not compile within {deadline.Time} ({deadline.Key})");
        lock (_lock)
        {
            if (_running != job)
            {
                return;
            }

            job.GivenUp = failure;
            _running = null;
            Log.CompileGivenUp(logger, job.Order.Name, deadline.Time, deadline.Key, GivenUpJobs.Count());
            StartNext();
        }

        // Until it ends it stays known, so that nobody begins it a second time: they fail as this one.
        job.Done.TrySetException(failure);
    }

    private sealed class Job(CompileOrder order, Func<CompiledCode> make)
    {
        public CompileOrder Order { get; } = order;

        public Func<CompiledCode> Make { get; } = make;

        public TaskCompletionSource<CompiledCode> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PluginFailedException? GivenUp { get; set; }
    }
}
