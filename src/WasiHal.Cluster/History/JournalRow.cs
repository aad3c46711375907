namespace WasiHal.Cluster.History;

/// <summary>A row of the journal.</summary>
/// <param name="Id">Its number; the one after the row before.</param>
/// <param name="Received">When it came, by the history's clock.</param>
/// <param name="Readings">How many it holds.</param>
/// <param name="Data">A <see cref="JournalBatch"/>.</param>
internal readonly record struct JournalRow(long Id, long Received, long Readings, byte[] Data)
{
    /// <summary>The check that it should carry.</summary>
    public long Check => RowCheck.Of([HubSchema.Journal, Id, Received, Readings], Data);
}
