using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Dashboards;

/// <summary>Draws the page while somebody looks at it and something changes.</summary>
internal sealed class DashboardLoop(DashboardRenderer renderer, LiveEvents live, NodeChanges changes, TimeProvider time, ILogger<DashboardLoop> logger)
    : TickingService(DashboardLoop.Shortest, time)
{
    /// <summary>The shortest time between two drawings.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>How old a page may be that nothing changes: what it says of ages and clocks goes on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>How long somebody who asked for the page counts as looking at it.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    /// <summary>From when on a page is old to somebody who cannot have a newer one yet.</summary>
    public static readonly TimeSpan Old = TimeSpan.FromMinutes(1);

    /// <summary>How long somebody who asks waits for a drawing; then what there is must do.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // A drawing may take a sixth of the time: a plugin's share of a core is a quarter, and its other calls want to live too.
    private const int Rests = 5;

    private readonly Lock _gate = new();
    private TimeSpan _rest = Shortest;
    private long _drawnAt;
    private long _lookedAt;
    private long _drawn = -1;
    private bool _hasDrawn;
    private bool _hasLooked;

    /// <summary>The page for somebody who asks: as it is when it is kept fresh, else drawn for them. An old one says that it is.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<DashboardDocument> LookAsync(CancellationToken cancellationToken)
    {
        bool isFresh;
        lock (_gate)
        {
            (_lookedAt, _hasLooked) = (Time.GetTimestamp(), true);
            isFresh = _hasDrawn && Time.GetElapsedTime(_drawnAt) <= Longest + Shortest;
        }

        try
        {
            if (!isFresh)
            {
                await DrawAsync().WaitAsync(Patience, Time, cancellationToken).ConfigureAwait(false);
            }

            return renderer.Current;
        }
        catch (TimeoutException)
        {
            var last = renderer.Current;
            return last.Time is { } drawn && Time.GetUtcNow() - drawn < Old ? last : last with { Problem = last.Problem ?? "A newer page is being drawn." };
        }
    }

    protected override Task TickAsync(CancellationToken stopping) => IsDue() ? DrawAsync() : Task.CompletedTask;

    protected override void Tell(Exception fault) => Log.DashboardFailed(logger, fault);

    private bool IsDue()
    {
        lock (_gate)
        {
            var isLookedAt = live.Streams > 0 || (_hasLooked && Time.GetElapsedTime(_lookedAt) <= Look);
            var age = Time.GetElapsedTime(_drawnAt);
            return isLookedAt && (!_hasDrawn || (age >= _rest && (_drawn != changes.Count || age >= Longest)));
        }
    }

    private async Task DrawAsync()
    {
        var (seen, begin) = (changes.Count, Time.GetTimestamp());
        await renderer.DrawAsync().ConfigureAwait(false);
        lock (_gate)
        {
            var took = Time.GetElapsedTime(begin);
            (_hasDrawn, _drawn, _drawnAt) = (true, seen, Time.GetTimestamp());
            _rest = Rests * took > Shortest ? Rests * took : Shortest;
        }
    }
}
