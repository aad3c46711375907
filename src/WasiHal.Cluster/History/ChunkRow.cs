namespace WasiHal.Cluster.History;

/// <summary>A row of the chunks.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Series">The series' number.</param>
/// <param name="Level">How fine it is.</param>
/// <param name="First">The time of its first point.</param>
/// <param name="Last">The time of its last point.</param>
/// <param name="Since">When the oldest of it was received.</param>
/// <param name="Received">When the newest of it was received.</param>
/// <param name="Readings">Readings that it stands for.</param>
/// <param name="Points">Points that it has.</param>
/// <param name="Data">The points: <see cref="ChunkCodec"/>.</param>
/// <param name="Check">The check that it carries.</param>
internal sealed record ChunkRow(long Id, long Series, long Level, long First, long Last, long Since, long Received, long Readings, long Points, byte[] Data, long Check)
{
    /// <summary>What a row may hold at most.</summary>
    public const int MostPoints = 4096;

    /// <summary>The check that it should carry. The number of the row is not part of it.</summary>
    public long RightCheck => RowCheck.Of([HubSchema.Chunk, Series, Level, First, Last, Since, Received, Readings, Points], Data);

    /// <summary>What it holds.</summary>
    /// <exception cref="RowDamagedException">It is not as it was written.</exception>
    public Chunk Open()
    {
        if (Check != RightCheck)
        {
            throw new RowDamagedException("its check fails");
        }

        return new((int)Series, (ChunkLevel)Level, Since, Received, ChunkCodec.Read(Data, (ChunkLevel)Level, (int)Points));
    }
}
