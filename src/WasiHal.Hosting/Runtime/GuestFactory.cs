using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Recording;
using WasiHal.Hosting.Storage;
using WasiHal.Hosting.Telemetry;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using WasiHal.Hosting.Wasm.Components;
using WasiHal.Hosting.Wasm.MachineCode;
using WasiHal.Sharing;

namespace WasiHal.Hosting.Runtime;

/// <summary>Makes guests. Holds what all of them share: the engine, the Python module, the cache. Safe from any thread.</summary>
internal sealed class GuestFactory : IDisposable
{
    private readonly SharedBoard _board;
    private readonly BusRecordings? _recordings;
    private readonly StorageDatabase _storage;
    private readonly TimeProvider _time;
    private readonly ILogger _pluginLogger;
    private readonly CompileQueue _compiles;
    private readonly MachineCodeCache _cache;
    private readonly WasmEngine _engine = new();
    private readonly Func<WasmEngine, MachineCodeCache, Task<PythonModule>> _loadPython;
    private readonly Lock _lock = new();
    private Task<PythonModule>? _python;
    private int _inUse;

    public GuestFactory(
        IBoard board,
        StorageDatabase storage,
        IOptions<DataOptions> data,
        IOptions<PythonPluginOptions> options,
        TimeProvider time,
        ILoggerFactory loggers,
        PluginMeter? meter = null,
        Func<WasmEngine, MachineCodeCache, Task<PythonModule>>? loadPython = null,
        BusRecordings? recordings = null)
    {
        _board = new(board);
        _recordings = recordings;
        _storage = storage;
        _time = time;
        StuckThreads = new StuckThreads(loggers.CreateLogger<PluginHost>());
        _loadPython = loadPython ?? PythonModule.LoadAsync;
        _pluginLogger = loggers.CreateLogger("WasiHal.Plugin");
        var logger = loggers.CreateLogger<MachineCodeCache>();
        MachineCodeDirectory = options.Value.MachineCodeDirectory ?? Path.Combine(data.Value.Directory, "machine-code");
        _compiles = new CompileQueue(time, logger);
        _cache = new MachineCodeCache(new MachineCodeFolder(MachineCodeDirectory, logger, time), _compiles, logger, time, meter);
        meter?.CountLostThreads(() => StuckThreads.Count + _compiles.GivenUp);
    }

    /// <summary>Where machine code is kept.</summary>
    public string MachineCodeDirectory { get; }

    /// <summary>The threads of guests that were given up.</summary>
    public StuckThreads StuckThreads { get; }

    /// <summary>Compiles that were given up and still run, each with a thread.</summary>
    public int CompilesGivenUp => _compiles.GivenUp;

    /// <summary>Gets the code of a plugin ready: seconds or minutes when it must be compiled.</summary>
    /// <param name="definition">The version.</param>
    /// <param name="cancellationToken">Gives up waiting; a compile goes on.</param>
    /// <exception cref="PluginFailedException">There is no code to be had of it.</exception>
    public async Task<IPluginCode> PrepareAsync(PluginDefinition definition, CancellationToken cancellationToken) =>
        definition.SourceKind == PluginSourceKind.Python
            ? await PreparePythonAsync(cancellationToken).ConfigureAwait(false)
            : await UseAsync(() => ComponentLoader.LoadAsync(_engine, _cache, definition, cancellationToken)).ConfigureAwait(false);

    /// <summary>Gets the code that all Python plugins share ready. What failed is tried anew by the next who asks.</summary>
    /// <param name="cancellationToken">Gives up waiting; a compile goes on.</param>
    /// <exception cref="PluginFailedException">It does not compile.</exception>
    public async Task<IPluginCode> PreparePythonAsync(CancellationToken cancellationToken)
    {
        Task<PythonModule> loading;
        lock (_lock)
        {
            if (_python is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _python = UseAsync(() => _loadPython(_engine, _cache));
            }

            loading = _python;
        }

        return new PythonCode(_engine, await loading.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes a budget for one instance; it may be stopped while the guest is still being made.</summary>
    public CallBudget CreateBudget(PluginDefinition definition) => new(_engine.Epoch, definition.Limits, LimitsKey(definition));

    /// <summary>Makes a buffer for the measurements of one instance.</summary>
    public static MeasurementBuffer CreateBuffer(PluginDefinition definition) => new(definition.Limits, LimitsKey(definition));

    /// <summary>Makes a guest on the calling thread, which it then belongs to. It goes back by <see cref="Return"/>.</summary>
    /// <exception cref="PluginFailedException">The plugin does not load.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it loaded.</exception>
    public IGuest Create(PluginDefinition definition, IPluginCode code, CallBudget budget)
    {
        Interlocked.Increment(ref _inUse);
        try
        {
            return CreateGuest(definition, code, budget);
        }
        catch
        {
            Interlocked.Decrement(ref _inUse);
            throw;
        }
    }

    /// <summary>Disposes a guest, on its own thread.</summary>
    public void Return(IGuest guest)
    {
        guest.Dispose();
        Interlocked.Decrement(ref _inUse);
    }

    /// <summary>Lets go what is kept of a plugin that is gone.</summary>
    public void Forget(string pluginId) => _recordings?.Forget(pluginId);

    public void Dispose()
    {
        // A guest may sleep where nothing reaches it. To free the engine under it would be the end of the process; that end
        // comes anyway, and frees all. A compile that still runs has an engine of its own.
        if (Volatile.Read(ref _inUse) > 0)
        {
            return;
        }

        if (_python is { IsCompletedSuccessfully: true } python)
        {
            python.Result.Dispose();
        }

        _engine.Dispose();
    }

    // Reading, checking and hashing take time: on the thread pool, not on the caller's.
    private Task<T> UseAsync<T>(Func<Task<T>> work) => Task.Run(async () =>
    {
        Interlocked.Increment(ref _inUse);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inUse);
        }
    });

    private GuardedGuest CreateGuest(PluginDefinition definition, IPluginCode code, CallBudget budget)
    {
        // The recorder is below the guard: it holds what reached the board, and a plugin that is refused fills it with nothing.
        var lease = _board.Lease($"plugin {definition.Id}");
        var plugin = new PluginEnvironment(
            new GuardedBoard(_recordings?.Over(lease, definition) ?? lease, definition.Policy),
            definition.Settings,
            _storage.For(definition.Id, definition.Limits.StorageBytes, definition.Limits.StorageWritesPerMinute),
            new PluginLog(_pluginLogger, definition.Id, _time, definition.Limits.LogBytesPerSecond),
            definition.Limits,
            LimitsKey(definition));
        try
        {
            return new GuardedGuest(code.CreateGuest(definition, plugin, budget, _time), definition.Policy, lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static string LimitsKey(PluginDefinition definition) => $"plugins.{definition.Id}.limits";
}
