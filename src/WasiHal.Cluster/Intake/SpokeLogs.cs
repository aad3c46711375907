using System.Collections.Concurrent;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Puts what spokes log beside what the hub logs, each entry once, however often it is sent. Of nodes that the ledger knows, so
/// that it is bounded. Safe from any thread.
/// </summary>
internal sealed class SpokeLogs(LogRing ring)
{
    private readonly ConcurrentDictionary<string, (string Sender, long Newest)> _taken = new(StringComparer.Ordinal);

    /// <summary>A push was taken.</summary>
    /// <param name="node">Whose it was.</param>
    /// <param name="status">What it said about itself.</param>
    public void Take(string node, PushStatus status)
    {
        foreach (var entry in status.Logs ?? [])
        {
            if (_taken.TryGetValue(node, out var taken) && taken.Sender == status.Sender && entry.Id <= taken.Newest)
            {
                continue;
            }

            _taken[node] = (status.Sender, entry.Id);
            ring.AddOf(node, entry.Time, entry.Level, entry.Plugin, entry.Message);
        }
    }
}
