using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Storage;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using WasiHal.Hosting.Wasm.Components;

namespace WasiHal.Hosting.Runtime;

/// <summary>Makes guests. Holds what all of them share: the engine, the Python module, the cache. Safe from any thread.</summary>
internal sealed class GuestFactory : IDisposable
{
    private readonly IBoard _board;
    private readonly StorageDatabase _storage;
    private readonly TimeProvider _time;
    private readonly ILogger _pluginLogger;
    private readonly MachineCodeCache _cache;
    private readonly WasmEngine _engine = new();
    private readonly Lazy<PythonModule> _python;
    private int _inUse;

    public GuestFactory(IBoard board, StorageDatabase storage, IOptions<DataOptions> data, TimeProvider time, ILoggerFactory loggers)
    {
        _board = board;
        _storage = storage;
        _time = time;
        _pluginLogger = loggers.CreateLogger("WasiHal.Plugin");
        _cache = new MachineCodeCache(Path.Combine(data.Value.Directory, "machine-code"), loggers.CreateLogger<MachineCodeCache>(), time);
        _python = new Lazy<PythonModule>(() => PythonModule.Load(_engine, _cache));
    }

    /// <summary>Gets the Python module ready: seconds when it must be compiled.</summary>
    public void Prepare()
    {
        Interlocked.Increment(ref _inUse);
        try
        {
            _ = _python.Value;
        }
        finally
        {
            Interlocked.Decrement(ref _inUse);
        }
    }

    /// <summary>Makes a budget for one instance; it may be stopped while the guest is still being made.</summary>
    public CallBudget CreateBudget(PluginDefinition definition) => new(_engine.Epoch, definition.Limits, LimitsKey(definition));

    /// <summary>Makes a buffer for the measurements of one instance.</summary>
    public static MeasurementBuffer CreateBuffer(PluginDefinition definition) => new(definition.Limits, LimitsKey(definition));

    /// <summary>Makes a guest on the calling thread, which it then belongs to. It goes back by <see cref="Return"/>.</summary>
    /// <exception cref="PluginFailedException">The plugin does not load.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it loaded.</exception>
    public IGuest Create(PluginDefinition definition, CallBudget budget)
    {
        Interlocked.Increment(ref _inUse);
        try
        {
            return CreateGuest(definition, budget);
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

    public void Dispose()
    {
        // A compile cannot be interrupted, and a guest may sleep where nothing reaches it. To free the engine under them
        // would be the end of the process; that end comes anyway, and frees all.
        if (Volatile.Read(ref _inUse) > 0)
        {
            return;
        }

        if (_python.IsValueCreated)
        {
            _python.Value.Dispose();
        }

        _engine.Dispose();
    }

    private IGuest CreateGuest(PluginDefinition definition, CallBudget budget)
    {
        var plugin = new PluginEnvironment(
            new GuardedBoard(_board, definition.Policy),
            definition.Settings,
            _storage.For(definition.Id, definition.Limits.StorageBytes),
            new PluginLog(_pluginLogger, definition.Id, _time, definition.Limits.LogBytesPerSecond),
            definition.Limits,
            LimitsKey(definition));
        return definition.SourceKind == PluginSourceKind.Python
            ? new PythonGuest(_engine, _python.Value, definition, plugin, budget, _time)
            : new ComponentGuest(_engine, ComponentLoader.Load(_engine, _cache, definition.Id, definition.Files[0].Content, definition.Limits, LimitsKey(definition)), plugin, budget);
    }

    private static string LimitsKey(PluginDefinition definition) => $"plugins.{definition.Id}.limits";
}
