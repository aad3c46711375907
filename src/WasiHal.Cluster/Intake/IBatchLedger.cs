namespace WasiHal.Cluster.Intake;

/// <summary>Where batches are applied, each once. Safe from any thread.</summary>
internal interface IBatchLedger
{
    /// <summary>
    /// Applies batches of one sender: readings, marks and report in one commit, together with whoever else comes at the
    /// time. The task ends when all of it is on the disk.
    /// </summary>
    /// <param name="report">The sender.</param>
    /// <param name="batches">In the order in which they are applied; may be empty.</param>
    /// <param name="cancellationToken">Ends the waiting. The batches may be applied all the same.</param>
    /// <returns>An outcome for each batch. With a <see cref="BatchOutcomeKind.Conflict"/> among them, none of the batches was applied.</returns>
    /// <exception cref="Durable.DatabaseUnavailableException">The disk or the file failed, or there is no room: nothing is confirmed.</exception>
    /// <exception cref="SenderSupersededException">Another process pushes as this node since.</exception>
    /// <exception cref="LedgerFullException">The hub knows as many nodes as it may.</exception>
    Task<IReadOnlyList<BatchOutcome>> ApplyAsync(SenderReport report, IReadOnlyList<IncomingBatch> batches, CancellationToken cancellationToken);

    /// <summary>Every node that was ever heard from, with what was said last, ordered by id.</summary>
    IReadOnlyList<KnownNode> Nodes { get; }
}
