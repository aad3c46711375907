using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>What a spoke says about itself with each push. Safe from any thread.</summary>
internal sealed class SpokeStatus(IBoard board, IEnumerable<IPluginDirectory> plugins, DiskWrites disk, TimeProvider time)
{
    private const int MostPlugins = 256;
    private const int LongestError = 200;

    private readonly long _begin = time.GetTimestamp();

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
        [.. plugins.SelectMany(directory => directory.Plugins).Take(MostPlugins).Select(Of)]);

    private static PushPlugin Of(PluginStatus plugin) => new(
        plugin.Id,
        plugin.State,
        plugin.Kinds.Contains(PluginKind.Sensor),
        plugin.ExpectedEvery?.Value.TotalSeconds,
        plugin.LastError is { } error ? Short(error.Message) : null);

    private static string Short(string text)
    {
        var line = LogLine.Of(text);
        return line.Length <= LongestError ? line : line[..LongestError] + "…";
    }
}
