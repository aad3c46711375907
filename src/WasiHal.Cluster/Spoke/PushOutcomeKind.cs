namespace WasiHal.Cluster.Spoke;

/// <summary>Whether a push was taken.</summary>
internal enum PushOutcomeKind
{
    /// <summary>The hub has what it confirms.</summary>
    Accepted,

    /// <summary>Something answered, and does not take it.</summary>
    Refused,

    /// <summary>No whole answer came; whether the hub took it is not known.</summary>
    Unreachable,
}
