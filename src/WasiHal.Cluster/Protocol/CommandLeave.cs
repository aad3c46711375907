namespace WasiHal.Cluster.Protocol;

/// <summary>Leave to begin a command; it is given once.</summary>
/// <param name="LeftMilliseconds">How long after it was asked for the command may be begun.</param>
internal sealed record CommandLeave(int LeftMilliseconds);
