using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// The load that a plugin's runner waits for, if there is one. It goes on beside the version that runs. One that nobody
/// wants any more is abandoned; only the end waits for it. The code of the newest version is kept, so that a plugin that
/// starts again is not compiled again.
/// </summary>
internal sealed class PendingLoad(GuestFactory factory, TimeProvider time, Action onDone)
{
    private readonly List<Task> _abandoned = [];
    private (string Fingerprint, IPluginCode Code)? _kept;
    private Load? _load;

    /// <summary>Whether a load was begun and not taken yet.</summary>
    public bool IsPending => _load is not null;

    /// <summary>Whether its outcome can be taken.</summary>
    public bool IsDone => _load is { Instance.IsCompleted: true };

    /// <summary>Whether its outcome is that the version does not load.</summary>
    public bool HasFailed => _load is { Instance: { IsCompleted: true, IsCompletedSuccessfully: false } };

    /// <summary>Begins to load a version.</summary>
    /// <param name="definition">The version.</param>
    /// <param name="stopping">Ends it when the runner ends.</param>
    public void Begin(PluginDefinition definition, CancellationToken stopping)
    {
        if (_kept is { } kept && kept.Fingerprint != definition.Fingerprint)
        {
            kept.Code.Dispose();
            _kept = null;
        }

        var load = new Load(definition.Fingerprint, CancellationTokenSource.CreateLinkedTokenSource(stopping)) { Code = _kept?.Code };
        load.Instance = LoadAsync(load, definition);
        _load = load;
        _ = load.Instance.ContinueWith(_ => onDone(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Takes the outcome.</summary>
    /// <exception cref="PluginFailedException">The version does not load.</exception>
    public async ValueTask<PluginInstance> TakeAsync()
    {
        var load = _load ?? throw new InvalidOperationException("No load is pending.");
        _load = null;
        try
        {
            return await load.Instance.ConfigureAwait(false);
        }
        finally
        {
            load.Stop.Dispose();
            if (load.Code is { } code)
            {
                _kept = (load.Fingerprint, code);
            }
        }
    }

    /// <summary>Gives up the load, if there is one.</summary>
    public void Abandon()
    {
        if (_load is { } load)
        {
            _load = null;
            _abandoned.RemoveAll(task => task.IsCompleted);
            _abandoned.Add(DisposeWhenDoneAsync(load, keepsCode: _kept is not null));
        }
    }

    /// <summary>Gives up the load and waits until every abandoned one has ended.</summary>
    public async Task EndAsync()
    {
        Abandon();
        await Task.WhenAll(_abandoned).ConfigureAwait(false);
        _kept?.Code.Dispose();
        _kept = null;
    }

    private static async Task DisposeWhenDoneAsync(Load load, bool keepsCode)
    {
        await load.Stop.CancelAsync().ConfigureAwait(false);
        try
        {
            var unwanted = await load.Instance.ConfigureAwait(false);
            await unwanted.DisposeAsync().ConfigureAwait(false);
        }
        catch (PluginFailedException)
        {
            // It failed by itself or because it was stopped; nobody wants it any more.
        }

        load.Stop.Dispose();
        if (!keepsCode)
        {
            load.Code?.Dispose();
        }
    }

    private async Task<PluginInstance> LoadAsync(Load load, PluginDefinition definition)
    {
        try
        {
            load.Code ??= await factory.PrepareAsync(definition, load.Stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new PluginFailedException("stopped by the host");
        }
        catch (Exception fault) when (fault is not PluginFailedException)
        {
            throw new PluginFailedException($"the host could not prepare the plugin: {fault.GetType().Name}: {fault.Message}", fault);
        }

        try
        {
            return await PluginInstance.StartAsync(factory, definition, load.Code, time, load.Stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not PluginFailedException)
        {
            // No thread to be had, no memory: the machine's trouble, and it may pass.
            throw new PluginFailedException($"the host could not start the plugin: {fault.GetType().Name}: {fault.Message}", fault);
        }
    }

    private sealed class Load(string fingerprint, CancellationTokenSource stop)
    {
        public string Fingerprint { get; } = fingerprint;

        public CancellationTokenSource Stop { get; } = stop;

        public IPluginCode? Code { get; set; }

        public Task<PluginInstance> Instance { get; set; } = null!;
    }
}
