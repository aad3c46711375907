namespace WasiHal.Cluster.Protocol;

/// <summary>What a spoke says about itself with a push. None of it is needed to take the readings.</summary>
/// <param name="Sender">The incarnation of the process that pushes. One that another has followed is refused: two processes use one node id.</param>
/// <param name="KeptFrom">The lowest sequence that the sender's outbox still has; what is below it was confirmed, or dropped and counted.</param>
/// <param name="Sent">The spoke's clock at the time of sending.</param>
/// <param name="Hal">What drives its hardware.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Taken">Readings that its outbox took in, since the outbox was made.</param>
/// <param name="WaitingBatches">Batches that its outbox has, those of this push included.</param>
/// <param name="WaitingReadings">Readings in them.</param>
/// <param name="Lost">Readings that its outbox took in and had to drop, since the outbox was made.</param>
/// <param name="DiskWrittenBytes">What its process wrote to disk since its start; absent where the machine does not say.</param>
/// <param name="UptimeSeconds">Time since the start of the process.</param>
/// <param name="Plugins">Its plugins.</param>
/// <param name="Logs">What it logged since the last push that the hub took, the newest of it.</param>
internal sealed record PushStatus(
    string Sender,
    long KeptFrom,
    DateTimeOffset Sent,
    string? Hal,
    string? Version,
    long Taken,
    long WaitingBatches,
    long WaitingReadings,
    long Lost,
    long? DiskWrittenBytes,
    double? UptimeSeconds,
    IReadOnlyList<PushPlugin>? Plugins,
    IReadOnlyList<PushLog>? Logs = null);
