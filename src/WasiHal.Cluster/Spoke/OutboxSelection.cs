namespace WasiHal.Cluster.Spoke;

/// <summary>What is sent next.</summary>
/// <param name="Sender">The incarnation of this start.</param>
/// <param name="KeptFrom">The lowest sequence that waits; what is below it was confirmed, or dropped and counted.</param>
/// <param name="Batches">The batches, by sequence.</param>
/// <param name="Figures">The outbox at that moment.</param>
internal sealed record OutboxSelection(string Sender, long KeptFrom, IReadOnlyList<OutboxBatch> Batches, OutboxFigures Figures);
