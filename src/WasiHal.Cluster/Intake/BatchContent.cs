namespace WasiHal.Cluster.Intake;

/// <summary>The readings of a batch.</summary>
/// <param name="Readings">Those that can be kept.</param>
/// <param name="Rejected">How many others there were.</param>
/// <param name="Hash">Over all of it.</param>
internal sealed record BatchContent(Reading[] Readings, int Rejected, UInt128 Hash);
