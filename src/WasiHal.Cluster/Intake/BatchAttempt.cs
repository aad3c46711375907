using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>A batch that may have been applied by a commit that failed.</summary>
internal sealed class BatchAttempt
{
    /// <summary>The name under which it was written, if it was.</summary>
    public BatchName? Name { get; set; }

    /// <summary>What it came to, if that commit is there.</summary>
    public BatchOutcome? Outcome { get; set; }
}
