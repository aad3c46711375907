namespace WasiHal.Cluster.History;

/// <summary>Chunks that take the place of others, in one transaction.</summary>
internal sealed class ChunkChange
{
    /// <summary>What goes.</summary>
    public List<ChunkRow> Old { get; } = [];

    /// <summary>What comes.</summary>
    public List<ChunkRow> New { get; } = [];

    /// <summary>Does it, within the caller's transaction.</summary>
    public void Apply(HubSession session)
    {
        foreach (var row in Old)
        {
            session.Chunks.Delete(row);
            session.DamagedAreGone("chunk", row.Id, row.Id);
        }

        foreach (var row in New)
        {
            session.Chunks.Put(row);
        }
    }
}
