namespace WasiHal.Cluster.Protocol;

/// <summary>The body of <c>POST /push</c>: one batch, perhaps more of them, and what the spoke says about itself.</summary>
/// <param name="Protocol">1.</param>
/// <param name="Node">The spoke's id.</param>
/// <param name="Incarnation">The start of the spoke that made the first batch: an opaque text of at most 64 characters. Absent in a push without readings.</param>
/// <param name="Sequence">The first batch's number.</param>
/// <param name="Readings">The first batch.</param>
/// <param name="More">Further batches; applied together with the first one.</param>
/// <param name="Status">What the spoke says about itself.</param>
internal sealed record PushDocument(
    int Protocol,
    string Node,
    string? Incarnation,
    long? Sequence,
    IReadOnlyList<PushReading>? Readings,
    IReadOnlyList<PushBatch>? More,
    PushStatus? Status);
