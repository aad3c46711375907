namespace WasiHal.Cluster.Intake;

/// <summary>
/// Lets one push of a node be applied and shown at a time, so that what is shown last was applied last. Bounded, whatever nodes
/// people make up: some nodes wait for each other. Safe from any thread.
/// </summary>
internal sealed class NodeTurns
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The turn of a node; whoever has it releases it.</summary>
    public async Task<SemaphoreSlim> TakeAsync(string node)
    {
        var turn = _turns[(uint)string.GetHashCode(node, StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync().ConfigureAwait(false);
        return turn;
    }
}
