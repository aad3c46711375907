using Microsoft.Extensions.Options;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>The nodes that push to this hub, as they are shown. Safe from any thread.</summary>
internal sealed class KnownNodes(IBatchLedger ledger, OwnReadings ownReadings, SenderWatch watch, IOptions<NodeOptions> own, IOptions<PresenceOptions> options)
{
    /// <summary>What a node that pushes is.</summary>
    public const string Role = "spoke";

    /// <summary>How long a process must have run for what it writes in a day to be told.</summary>
    public static readonly TimeSpan LeastUptime = TimeSpan.FromMinutes(10);

    /// <summary>Every one, ordered by id.</summary>
    public IReadOnlyList<NodeDocument> Documents => [.. Others.Select(Document)];

    /// <summary>What is known of every one, ordered by id.</summary>
    public IEnumerable<KnownNode> Others => ledger.Nodes.Where(node => node.Report.Node != own.Value.NodeId);

    /// <summary>What became of this hub's own readings since its start.</summary>
    public NodeDelivery OwnDelivery
    {
        get
        {
            // In this order: what moves on meanwhile is counted twice, and never seems missing.
            var (taken, waiting, lost) = (ownReadings.Taken, ownReadings.Waiting, ownReadings.Lost);
            var known = ledger.Nodes.FirstOrDefault(node => node.Report.Node == own.Value.NodeId);
            var applied = known?.Report.Status?.Sender == ownReadings.Incarnation ? known.Applied : 0;
            return new(taken, applied, waiting, lost, known?.Rejected ?? 0, Math.Max(0, taken - applied - waiting - lost));
        }
    }

    /// <summary>Whether a node is known.</summary>
    public bool Has(string id) => Others.Any(node => node.Report.Node == id);

    /// <summary>Why pushes of a node are refused, if they are.</summary>
    public string? ProblemOf(string id) => watch.ProblemOf(id);

    /// <summary>Whether a node is heard from.</summary>
    public NodeState StateOf(KnownNode node)
    {
        var silent = watch.SinceHeard(node.Report.Node, node.Report.Heard);
        return silent <= options.Value.StaleAfter.Value ? NodeState.Online
            : silent <= options.Value.OfflineAfter.Value ? NodeState.Stale
            : NodeState.Offline;
    }

    private NodeDocument Document(KnownNode node)
    {
        var (id, heard, ahead, status) = node.Report;
        return new(id, Role, status?.Hal, StateOf(node), heard, status?.Version, status?.WaitingBatches, status is null ? null : node.Lost)
        {
            Delivery = Delivery(node, status),
            ClockAheadSeconds = ahead is { } skew ? Math.Round(skew.TotalSeconds, 1) + 0.0 : null, // Never -0.
            Problem = watch.ProblemOf(id),
            DiskWrittenBytes = status?.DiskWrittenBytes,
            DiskWrittenBytesPerDay = status is { DiskWrittenBytes: { } bytes, UptimeSeconds: { } seconds } && seconds >= LeastUptime.TotalSeconds
                ? (long)(bytes / seconds * TimeSpan.FromDays(1).TotalSeconds)
                : null,
        };
    }

    // Of a peer that numbers nothing there is only what came. Missing is never more than what is known to be: a batch whose
    // answer was lost on the way is applied and waits at once.
    private static NodeDelivery Delivery(KnownNode node, PushStatus? status) => status is null
        ? new(null, node.AppliedOfAll, null, null, node.Rejected, null)
        : new(
            status.Taken,
            node.Applied,
            status.WaitingReadings,
            status.Lost,
            node.Rejected,
            Math.Max(0, status.Taken - node.Applied - status.WaitingReadings - status.Lost));
}
