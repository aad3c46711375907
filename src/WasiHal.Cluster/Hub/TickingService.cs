using Microsoft.Extensions.Hosting;

namespace WasiHal.Cluster;

/// <summary>
/// Does something again and again until the host stops, first at once. A fault is told once, and again only after a tick that went well;
/// the ticks go on, because a fault of the host's must not leave its page or its displays standing for good.
/// </summary>
/// <param name="tick">Between two ticks; one that takes longer is followed at once.</param>
/// <param name="time">The clock.</param>
internal abstract class TickingService(TimeSpan tick, TimeProvider time) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Does it once.</summary>
    protected abstract Task TickAsync(CancellationToken stopping);

    /// <summary>Tells of a fault.</summary>
    protected abstract void Tell(Exception fault);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(tick, Time);
        var isTold = false;
        do
        {
            try
            {
                await TickAsync(stoppingToken).ConfigureAwait(false);
                isTold = false;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The one broad catch of all these loops.
                if (!isTold)
                {
                    Tell(fault);
                }

                isTold = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
