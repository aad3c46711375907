namespace WasiHal.Hosting.Runtime;

/// <summary>
/// A call did not end when it had to, and its thread was given up with the instance. The same version is not started again
/// by itself: each time would cost another thread.
/// </summary>
internal sealed class PluginStuckException(string reason)
    : PluginFailedException($"{reason}, and the call sleeps where the host cannot end it: its thread is given up");
