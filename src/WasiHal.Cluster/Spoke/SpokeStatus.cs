using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>What a spoke says about itself with each push. Safe from any thread.</summary>
internal sealed class SpokeStatus(IBoard board, IEnumerable<IPluginDirectory> plugins, DiskWrites disk, LogRing logs, TimeProvider time)
{
    private readonly long _begin = time.GetTimestamp();
    private long _told;

    /// <summary>At this moment.</summary>
    /// <param name="selection">What is sent with it.</param>
    public PushStatus Of(OutboxSelection selection) => new(
        selection.Sender,
        selection.KeptFrom,
        time.GetUtcNow(),
        board.Provider,
        NodeDirectory.Version,
        selection.Figures.Taken,
        selection.Figures.WaitingBatches,
        selection.Figures.WaitingReadings,
        selection.Figures.Lost.Total,
        disk.Read().Bytes,
        Math.Round(time.GetElapsedTime(_begin).TotalSeconds, 3),
        PluginReports.Of(plugins.SelectMany(directory => directory.Plugins)),
        Logs());

    /// <summary>The hub has taken a push with it, so that its log need not be sent again.</summary>
    public void Taken(PushStatus status) => Volatile.Write(ref _told, status.Logs is { Count: > 0 } told ? told[^1].Id : Volatile.Read(ref _told));

    // Best effort: the readings are what must come whole, and the log proper is on the node.
    private PushLog[]? Logs()
    {
        PushLog[] news =
        [
            .. logs.After(Volatile.Read(ref _told))
                .Where(entry => entry.Level >= LogLevel.Information)
                .TakeLast(PushRules.MaxLogs)
                .Select(entry => new PushLog(entry.Id, entry.Time, entry.Level, entry.Plugin is { Length: <= PushRules.MaxName } plugin ? plugin : null, entry.Message.Length <= PushRules.LongestLog ? entry.Message : entry.Message[..(PushRules.LongestLog - 1)] + "…")),
        ];
        return news.Length == 0 ? null : news;
    }
}
