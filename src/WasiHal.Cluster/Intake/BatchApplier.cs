using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Gives checked batches to the ledger, and what was applied to those who show it. What cannot be applied ends the request
/// with problem details, is told once, and shows on the node.
/// </summary>
internal sealed class BatchApplier(IBatchLedger ledger, LiveReadings live, SenderWatch watch, IOptions<NodeOptions> own, ILogger<BatchApplier> logger)
{
    private readonly NodeTurns _turns = new();

    /// <summary>Applies batches of one node.</summary>
    /// <param name="address">Who sends them.</param>
    /// <param name="report">The node.</param>
    /// <param name="batches">What it sends.</param>
    /// <returns>Readings that could not be kept.</returns>
    /// <exception cref="BadHttpRequestException">They cannot be applied.</exception>
    /// <exception cref="Durable.DatabaseUnavailableException">The disk failed.</exception>
    public async Task<int> ApplyAsync(IPAddress address, SenderReport report, IReadOnlyList<IncomingBatch> batches)
    {
        var node = report.Node;
        RequireOther(node, address);
        var turn = await _turns.TakeAsync(node).ConfigureAwait(false);
        try
        {
            var outcomes = await AskLedgerAsync(address, report, batches).ConfigureAwait(false);
            watch.Heard(node, report.ClockAhead);
            var rejected = batches.Zip(outcomes, (batch, outcome) => outcome.Kind == BatchOutcomeKind.Applied ? batch.Rejected + outcome.Accepted.Count(isKept => !isKept) : 0).Sum();
            watch.Rejected(node, rejected);
            await live.HandAsync(batches, outcomes).ConfigureAwait(false);
            return rejected;
        }
        finally
        {
            turn.Release();
        }
    }

    private void RequireOther(string node, IPAddress address)
    {
        if (!node.Equals(own.Value.NodeId, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (watch.Refused(own.Value.NodeId, $"{address} pushes as this node: give it another cluster.node_id"))
        {
            Log.PushAsThisNode(logger, node, address.ToString());
        }

        throw new BadHttpRequestException($"node = \"{node}\" is this hub itself: give the spoke another cluster.node_id.", StatusCodes.Status409Conflict);
    }

    private async Task<IReadOnlyList<BatchOutcome>> AskLedgerAsync(IPAddress address, SenderReport report, IReadOnlyList<IncomingBatch> batches)
    {
        var node = report.Node;
        try
        {
            // Not ended when the sender goes: what is applied is shown, to whomever it is answered.
            var outcomes = await ledger.ApplyAsync(report, batches, CancellationToken.None).ConfigureAwait(false);
            for (var index = 0; index < outcomes.Count; index++)
            {
                if (outcomes[index].Kind == BatchOutcomeKind.Conflict)
                {
                    throw Conflict(node, batches[index].Name!.Value);
                }
            }

            return outcomes;
        }
        catch (SenderSupersededException superseded)
        {
            if (watch.Refused(node, superseded.Message))
            {
                Log.PushSuperseded(logger, node, address.ToString(), superseded.Message);
            }

            throw new BadHttpRequestException(superseded.Message, StatusCodes.Status409Conflict);
        }
        catch (LedgerFullException full)
        {
            if (watch.RefusedUnknown(full.Message))
            {
                Log.PushOfTooManyNodes(logger, node, address.ToString(), full.Message);
            }

            throw new BadHttpRequestException(full.Message, StatusCodes.Status507InsufficientStorage);
        }
    }

    private BadHttpRequestException Conflict(string node, BatchName name)
    {
        var problem = string.Create(CultureInfo.InvariantCulture, $"batch {name.Incarnation}/{name.Sequence} has another content than the one of this name that was taken before; nothing of the push is taken");
        if (watch.Refused(node, problem))
        {
            Log.PushConflicts(logger, node, name.Incarnation, name.Sequence);
        }

        return new($"Node {node}: {problem}.", StatusCodes.Status409Conflict);
    }
}
