namespace WasiHal.Cluster.Protocol;

/// <summary>What became of a node's readings: taken = applied + waiting + lost + missing, once what is on the way has come.</summary>
/// <param name="Taken">Readings that its outbox took in; null when it does not say.</param>
/// <param name="Applied">Readings of that outbox that the hub took, the rejected ones among them.</param>
/// <param name="Waiting">Readings that wait in the outbox.</param>
/// <param name="Lost">Readings that the outbox had to drop.</param>
/// <param name="Rejected">Readings that the hub took and could not keep.</param>
/// <param name="Missing">Readings that are nowhere, such as those that a hub restored from an old backup has no more.</param>
internal sealed record NodeDelivery(long? Taken, long Applied, long? Waiting, long? Lost, long Rejected, long? Missing);
