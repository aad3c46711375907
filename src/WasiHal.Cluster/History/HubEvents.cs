using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.History;

/// <summary>Tells what happens to the history, and remembers the file that was set aside until what can be read of it is carried over. Used in turns.</summary>
internal sealed class HubEvents(ILogger<HubEvents> logger) : IHubEvents
{
    private string? _aside;

    public void Begun(string path) => Log.HistoryBegun(logger, path);

    public void Failed(string path, Exception failure) => Log.HistoryFailed(logger, path, failure);

    public void WorksAgain(string path) => Log.HistoryWorksAgain(logger, path);

    public void SetAside(string path, string aside, string damage)
    {
        _aside = aside;
        Log.HistorySetAside(logger, path, damage, aside);
    }

    public void RowDamaged(string path, string row, string why, long readings) => Log.HistoryRowDamaged(logger, path, row, why, readings);

    /// <summary>The file that was set aside since the last call, if there is one.</summary>
    public string? TakeAside() => Interlocked.Exchange(ref _aside, null);

    /// <summary>Tells how much of a file that was set aside is in its successor.</summary>
    /// <param name="aside">The file.</param>
    /// <param name="outcome">How much.</param>
    public void CarriedOver(string aside, SalvageOutcome outcome) => Log.HistoryCarriedOver(logger, outcome.Readings, outcome.Rows, outcome.LostRows, aside, outcome.Problem ?? "all of it could be read");
}
