namespace WasiHal.Cluster.Commands;

/// <summary>What is known of a command at its end.</summary>
internal enum CommandResultKind
{
    /// <summary>The node answered.</summary>
    Answered,

    /// <summary>It was not begun and never will be: asking again is safe.</summary>
    NotBegun,

    /// <summary>It was begun; whether it was done is not known.</summary>
    Unknown,
}
