using System.Text.Json.Serialization;

namespace WasiHal.Cluster.Protocol;

/// <summary>The answer to a push, given only when all of it is on the hub's disk.</summary>
/// <param name="Sequence">The first batch's number; absent in the answer to a push without readings.</param>
/// <param name="Confirmed">Every batch that the hub has now: those of this push, whether they were new or not.</param>
/// <param name="Rejected">Readings of the push that the hub cannot keep, such as of one series too many; they are counted as lost.</param>
/// <param name="Time">The hub's clock.</param>
internal sealed record PushAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<BatchName>? Confirmed,
    int Rejected,
    DateTimeOffset Time);
