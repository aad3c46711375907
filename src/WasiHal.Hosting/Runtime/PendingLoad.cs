using WasiHal.Hosting.Catalog;

namespace WasiHal.Hosting.Runtime;

/// <summary>
/// The load that a plugin's runner waits for, if there is one. It goes on beside the version that runs. One that nobody
/// wants any more is abandoned: it may take long to end (a compile), so nobody waits for it but the end.
/// </summary>
internal sealed class PendingLoad(GuestFactory factory, TimeProvider time, Action onDone)
{
    private readonly List<Task> _abandoned = [];
    private Task<PluginInstance>? _load;
    private CancellationTokenSource? _stop;

    /// <summary>Whether a load was begun and not taken yet.</summary>
    public bool IsPending => _load is not null;

    /// <summary>Whether its outcome can be taken.</summary>
    public bool IsDone => _load is { IsCompleted: true };

    /// <summary>Whether its outcome is that the version does not load.</summary>
    public bool HasFailed => _load is { IsCompleted: true, IsCompletedSuccessfully: false };

    /// <summary>Begins to load a version.</summary>
    /// <param name="definition">The version.</param>
    /// <param name="stopping">Ends it when the runner ends.</param>
    public void Begin(PluginDefinition definition, CancellationToken stopping)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _load = PluginInstance.StartAsync(factory, definition, time, _stop.Token);
        _ = _load.ContinueWith(_ => onDone(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Takes the outcome.</summary>
    /// <exception cref="PluginFailedException">The version does not load.</exception>
    public async ValueTask<PluginInstance> TakeAsync()
    {
        var load = _load ?? throw new InvalidOperationException("No load is pending.");
        _stop!.Dispose();
        (_load, _stop) = (null, null);
        return await load.ConfigureAwait(false);
    }

    /// <summary>Gives up the load, if there is one.</summary>
    public void Abandon()
    {
        if (_load is { } load)
        {
            _abandoned.RemoveAll(task => task.IsCompleted);
            _abandoned.Add(DisposeWhenDoneAsync(load, _stop!));
            (_load, _stop) = (null, null);
        }
    }

    /// <summary>Gives up the load and waits until every abandoned one has ended.</summary>
    public Task EndAsync()
    {
        Abandon();
        return Task.WhenAll(_abandoned);
    }

    private static async Task DisposeWhenDoneAsync(Task<PluginInstance> load, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            var unwanted = await load.ConfigureAwait(false);
            await unwanted.DisposeAsync().ConfigureAwait(false);
        }
        catch (PluginFailedException)
        {
            // It failed by itself or because it was stopped; nobody wants it any more.
        }

        stop.Dispose();
    }
}
