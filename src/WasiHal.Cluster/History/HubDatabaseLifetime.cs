using Microsoft.Extensions.Hosting;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>Opens the database before anything else of the host starts, shows what it remembers, and closes it after everything else has stopped.</summary>
internal sealed class HubDatabaseLifetime(HubDatabase database, HistoryRestore restore) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await restore.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException failure) when (!IsForGood(failure))
        {
            // A disk that is full or fails is told by the database and shown by its health check; sensors are read and shown all the same.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.UseAsync(SaveState, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DatabaseUnavailableException or OperationCanceledException)
        {
            // All that was confirmed is in the journal; the next start reads it from there.
        }
    }

    private static bool SaveState(HubSession session)
    {
        session.Begin();
        session.SaveState();
        session.Commit();
        return true;
    }

    // Waiting mends neither: two processes would write one history, or an old program a newer one's.
    private static bool IsForGood(DatabaseUnavailableException failure) => failure.InnerException is DatabaseRefusedException;
}
