namespace WasiHal.Cluster.Commands;

/// <summary>How far a command has come. It goes on in this order and never back.</summary>
internal enum CommandState
{
    /// <summary>Nobody has begun it. Only now it can be withdrawn.</summary>
    Waiting,

    /// <summary>The node was told to go on, once.</summary>
    Begun,

    /// <summary>It is known what became of it, or that nobody will know.</summary>
    Ended,
}
