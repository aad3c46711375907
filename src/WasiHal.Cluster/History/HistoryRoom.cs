namespace WasiHal.Cluster.History;

/// <summary>Makes room in the database.</summary>
internal sealed class HistoryRoom(HubDatabase database)
{
    /// <summary>Makes room, if the database is at its bound.</summary>
    public Task<bool> MakeAsync(CancellationToken cancellationToken) => database.UseToMakeRoomAsync(_ => true, cancellationToken);
}
