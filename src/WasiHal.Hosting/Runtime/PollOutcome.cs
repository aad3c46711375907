namespace WasiHal.Hosting;

/// <summary>How a poll ended.</summary>
/// <param name="Measurements">What was measured; empty when it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record PollOutcome(IReadOnlyList<Measurement> Measurements, PluginError? Error)
{
    /// <summary>Whether the poll succeeded.</summary>
    public bool Succeeded => Error is null;
}
