using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>Keeps the history in order, in steps between which batches are applied.</summary>
internal sealed class HistoryMaintenance(
    HubDatabase database,
    Compaction compaction,
    Coarsening coarsening,
    Retention retention,
    HistoryRoom room,
    IOptions<HistoryOptions> options,
    IOptions<NodeOptions> node,
    TimeProvider time,
    ILogger<HistoryMaintenance> logger) : TickingService(TimeSpan.FromSeconds(1), time)
{
    // So that a tick that finds much to do leaves the machine some of its time.
    private const int MostStepsOfATick = 16;
    private static readonly TimeSpan LongestSlack = TimeSpan.FromDays(1);

    /// <summary>Does what is due, or a part of it.</summary>
    /// <returns>Whether more may be due.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isBusy = await compaction.RunAsync(isForced: false, cancellationToken).ConfigureAwait(false);
        isBusy |= await room.MakeAsync(cancellationToken).ConfigureAwait(false);
        var keep = options.Value;
        for (var step = 0; step < MostStepsOfATick; step++)
        {
            var isDone = !await coarsening.RunAsync(ChunkLevel.Raw, keep.KeepRaw.Value, Slack(keep.KeepRaw), cancellationToken).ConfigureAwait(false)
                && !await coarsening.RunAsync(ChunkLevel.Minute, keep.KeepMinutes.Value, Slack(keep.KeepMinutes), cancellationToken).ConfigureAwait(false)
                && await retention.RunAsync(ChunkLevel.Hour, keep.KeepHours.Value, cancellationToken).ConfigureAwait(false) == 0;
            isBusy |= !isDone;
            if (isDone)
            {
                break;
            }
        }

        await retention.ForgetNodesAsync(node.Value.NodeId, keep.KeepHours.Value, cancellationToken).ConfigureAwait(false);
        return isBusy;
    }

    /// <inheritdoc/>
    protected override async Task TickAsync(CancellationToken stopping)
    {
        try
        {
            if (database.Problem is not null)
            {
                // Where nothing is measured nothing would ever show that the disk takes something again.
                await database.UseAsync(Touch, stopping).ConfigureAwait(false);
            }

            await RunAsync(stopping).ConfigureAwait(false);
            await database.UseAsync(Publish, stopping).ConfigureAwait(false);
        }
        catch (DatabaseUnavailableException)
        {
            // The database has told it, and shows it.
        }
    }

    /// <inheritdoc/>
    protected override void Tell(Exception fault) => Log.HistoryMaintenanceFailed(logger, fault);

    private static TimeSpan Slack(Duration keep) => keep.Value / 4 < LongestSlack ? keep.Value / 4 : LongestSlack;

    private bool Publish(HubSession session)
    {
        database.PublishAll(session);
        return true;
    }

    private static bool Touch(HubSession session)
    {
        session.Begin();
        session.SaveState();
        session.Commit();
        return true;
    }
}
