namespace WasiHal.Hosting.Runtime;

/// <summary>How a poll of an instance ended.</summary>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="IsLost">Whether the instance can only be thrown away.</param>
/// <param name="Duration">How long the guest took.</param>
internal readonly record struct PollReport(PluginFailedException? Failure, bool IsLost, TimeSpan Duration);
