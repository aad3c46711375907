namespace WasiHal.Cluster.Intake;

/// <summary>A batch of which not all may have been read yet.</summary>
internal sealed class BatchDraft
{
    public string? Incarnation { get; set; }

    public long? Sequence { get; set; }

    public BatchContent? Content { get; set; }

    /// <summary>Whether there is no batch: neither a name nor a reading.</summary>
    public bool IsEmpty => Incarnation is null && Sequence is null && Content is null or { Readings.Length: 0, Rejected: 0 };

    /// <summary>The batch, all of whose parts are there.</summary>
    /// <param name="node">The node that its readings are of, which may stand behind them.</param>
    /// <param name="clockAhead">How far the clock that their times are of is ahead of the hub's.</param>
    public IncomingBatch Finish(string node, TimeSpan clockAhead)
    {
        var readings = Content!.Readings;
        for (var index = 0; index < readings.Length; index++)
        {
            readings[index] = readings[index] with { Node = node, ClockSkew = clockAhead };
        }

        return new(node, new(Incarnation!, Sequence!.Value), readings, Content.Hash) { Rejected = Content.Rejected };
    }
}
