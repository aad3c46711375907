namespace WasiHal.Cluster.Intake;

/// <summary>Whether a batch was taken.</summary>
internal enum BatchOutcomeKind
{
    /// <summary>It is on the disk now, and was not before.</summary>
    Applied,

    /// <summary>It was applied before. Nothing changed.</summary>
    Duplicate,

    /// <summary>Another batch of the same name was applied before. Nothing changed.</summary>
    Conflict,

    /// <summary>Nothing is wrong with it, but with another one that came with it. Nothing changed.</summary>
    NotApplied,
}
