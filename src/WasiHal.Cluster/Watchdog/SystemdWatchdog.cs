using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Watchdog;

/// <summary>
/// Tells systemd that the program lives, twice within the time that systemd waits, for as long as every registered <see cref="INodeProgress"/> goes on. Without
/// systemd, and without a time that it told, it does nothing.
/// </summary>
internal sealed class SystemdWatchdog(IEnumerable<INodeProgress> parts, TimeProvider time, ILogger<SystemdWatchdog> logger, ISystemdNotifier? notifier = null) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    private readonly INodeProgress[] _parts = [.. parts];
    private string? _told;

    /// <summary>How long systemd waits; null when it does not watch.</summary>
    public TimeSpan? Timeout { get; init; } = WatchdogTimeout.Told();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (notifier is not { IsEnabled: true } || Timeout is not { } timeout)
        {
            return;
        }

        Log.WatchdogBegins(logger, timeout.TotalSeconds);
        using var timer = new PeriodicTimer(timeout / 2, time);
        do
        {
            Feed(notifier, timeout);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private void Feed(ISystemdNotifier systemd, TimeSpan timeout)
    {
        var standstill = Standstill();
        if (standstill is null)
        {
            systemd.Notify(Alive);
        }

        if (standstill is null == _told is null)
        {
            return;
        }

        _told = standstill;
        systemd.Notify(new($"STATUS={standstill?.ReplaceLineEndings(" ")}"));
        if (standstill is null)
        {
            Log.WatchdogGoesOn(logger);
        }
        else
        {
            Log.WatchdogStops(logger, timeout.TotalSeconds, standstill);
        }
    }

    private string? Standstill()
    {
        foreach (var part in _parts)
        {
            try
            {
                if (part.Standstill is { } standstill)
                {
                    return standstill;
                }
            }
            catch (Exception fault)
            {
                // The one broad catch of this loop: of a part that cannot even say how it is, nobody knows that it goes on.
                return $"{part.GetType().Name} cannot say whether it goes on: {fault.GetType().Name}";
            }
        }

        return null;
    }
}
