namespace WasiHal.Cluster.Protocol;

/// <summary>One plugin of a spoke, as the hub is told of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">How it is.</param>
/// <param name="IsSensor">Whether it gives readings.</param>
/// <param name="ExpectedEverySeconds">How soon after its start, and after each reading, the next one is due; absent when it is not known.</param>
/// <param name="LastError">What went wrong last, in one line, if anything did.</param>
/// <param name="Report">How it does, if that is told.</param>
internal sealed record PushPlugin(string Id, PluginState State, bool IsSensor, double? ExpectedEverySeconds, string? LastError, PushPluginReport? Report = null);
