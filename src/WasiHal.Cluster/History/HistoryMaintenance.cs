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

    // With a node its marks are forgotten: what it sends again after that is new.
    private static readonly TimeSpan NodesAreForgotten = TimeSpan.FromDays(366);

    /// <summary>Does what is due, or a part of it.</summary>
    /// <returns>Whether more may be due.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isBusy = false;
        for (var step = 0; step < MostStepsOfATick && await compaction.RunAsync(isForced: false, cancellationToken).ConfigureAwait(false); step++)
        {
            isBusy = true;
        }

        isBusy |= await room.MakeAsync(cancellationToken).ConfigureAwait(false);
        for (var step = 0; step < MostStepsOfATick; step++)
        {
            var isDone = !await CoarsenAsync(ChunkLevel.Raw, cancellationToken).ConfigureAwait(false)
                && !await CoarsenAsync(ChunkLevel.Minute, cancellationToken).ConfigureAwait(false)
                && await retention.RunAsync(ChunkLevel.Hour, options.Value.KeepHours.Value, cancellationToken).ConfigureAwait(false) == 0;
            isBusy |= !isDone;
            if (isDone)
            {
                break;
            }
        }

        await retention.ForgetNodesAsync(node.Value.NodeId, NodesAreForgotten > options.Value.KeepHours.Value ? NodesAreForgotten : options.Value.KeepHours.Value, cancellationToken).ConfigureAwait(false);
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

    private Task<bool> CoarsenAsync(ChunkLevel level, CancellationToken cancellationToken)
    {
        var keep = options.Value.Keep(level);
        return coarsening.RunAsync(level, keep, keep / 4 < LongestSlack ? keep / 4 : LongestSlack, cancellationToken);
    }

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
