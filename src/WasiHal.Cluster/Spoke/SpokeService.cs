using Microsoft.Extensions.Hosting;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// Runs what writes and what pushes. At the end, when every plugin has stopped, what is in memory is written, and one last
/// push is tried.
/// </summary>
internal sealed class SpokeService(OutboxWriter writer, Pusher pusher, TimeProvider time) : BackgroundService, IHostedLifecycleService
{
    /// <summary>Time that the last push may take; what it does not bring waits on the disk.</summary>
    public static readonly TimeSpan LastPush = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await writer.WriteAsync().ConfigureAwait(false);
        using var late = new CancellationTokenSource(LastPush, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await pusher.LastAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It waits on the disk for the next start.
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(writer.RunAsync(stoppingToken), pusher.RunAsync(stoppingToken));
}
