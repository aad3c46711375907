using WasiHal.Durable;

namespace WasiHal.Cluster.History;

/// <summary>What happens to the history, for a log.</summary>
internal interface IHubEvents : IDatabaseEvents
{
    /// <summary>A row is not as it was written and is left out.</summary>
    /// <param name="path">The database.</param>
    /// <param name="row">Which row.</param>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="readings">Readings that it held, as far as is known.</param>
    void RowDamaged(string path, string row, string why, long readings);
}
