namespace WasiHal.Hosting.Telemetry;

/// <summary>How a plugin failed. In the order of <see cref="PluginMeter.FailureKinds"/>.</summary>
internal enum FailureKind
{
    /// <summary>A version does not load.</summary>
    Load,

    /// <summary>A call failed; the instance goes on.</summary>
    Call,

    /// <summary>A call ended with the instance lost.</summary>
    Lost,
}
