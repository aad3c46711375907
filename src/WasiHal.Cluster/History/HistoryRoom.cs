using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.History;

/// <summary>
/// Keeps the database below its bound: the oldest readings become minutes, then hours, and what is still too much is
/// deleted and counted. What was received within the last day becomes coarser or goes only when there is nothing else.
/// One run at a time.
/// </summary>
internal sealed class HistoryRoom(HubDatabase database, Compaction compaction, Coarsening coarsening, Retention retention, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryRoom> logger) : IDisposable
{
    private const int MostSteps = 1_000;
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);
    private static readonly TimeSpan ToldAgain = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);
    private long? _told;

    /// <summary>Bytes above which room is made: the rest is for what comes meanwhile, and for moving readings from one place to another.</summary>
    public long SoftBytes => options.Value.MaxBytes - Math.Max(2 << 20, options.Value.MaxBytes / 8);

    /// <summary>Makes room, if the database is near its bound. A disk that others filled is not made emptier by it.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var step = 0;
            while (step++ < MostSteps && await IsFullAsync(cancellationToken).ConfigureAwait(false) && await StepAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return step > 1;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private Task<bool> IsFullAsync(CancellationToken cancellationToken) => database.UseAsync(session => session.UsedBytes > SoftBytes, cancellationToken);

    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        foreach (var level in (ChunkLevel[])[ChunkLevel.Raw, ChunkLevel.Minute])
        {
            if (await coarsening.RunAsync(level, Young, TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
            {
                Tell("the oldest readings are made coarser before their time");
                return true;
            }
        }

        if (await compaction.RunAsync(isForced: true, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (await retention.DeleteOldestAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        Tell("the oldest readings are deleted before their time");
        return true;
    }

    private void Tell(string what)
    {
        if (_told is not { } told || time.GetElapsedTime(told) >= ToldAgain)
        {
            _told = time.GetTimestamp();
            Log.HistoryAtBound(logger, options.Value.MaxBytes, what);
        }
    }
}
