namespace WasiHal.Cluster.Snapshots;

/// <summary>How much of everything a snapshot has.</summary>
/// <param name="HistoryPoints">Steps of history, the newest.</param>
/// <param name="Logs">Log entries, the newest.</param>
/// <param name="Details">Whether errors have their traceback.</param>
/// <param name="TextLength">Characters of a reading's text; a reading with a longer one is left out.</param>
/// <param name="ReadingsOfAPlugin">Readings of each plugin.</param>
/// <param name="Plugins">Plugins.</param>
internal readonly record struct SnapshotBounds(int HistoryPoints, int Logs, bool Details, int TextLength, int ReadingsOfAPlugin, int Plugins)
{
    /// <summary>From all to nothing: what is oldest goes first, then what is long, then what is many.</summary>
    public static readonly SnapshotBounds[] Levels =
    [
        Of(120, 100), Of(90, 100), Of(60, 100), Of(60, 50), Of(30, 50), Of(15, 25), Of(5, 10), Of(0, 10), Of(0, 0),
        new(0, 0, false, 256, int.MaxValue, int.MaxValue),
        new(0, 0, false, 256, 100, 100), new(0, 0, false, 256, 25, 50), new(0, 0, false, 64, 5, 25), new(0, 0, false, 64, 1, 10), new(0, 0, false, 0, 0, 0),
    ];

    private static SnapshotBounds Of(int historyPoints, int logs) => new(historyPoints, logs, true, 4096, int.MaxValue, int.MaxValue);
}
