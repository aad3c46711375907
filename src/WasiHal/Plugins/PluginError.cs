namespace WasiHal;

/// <summary>What went wrong with a plugin.</summary>
/// <param name="Time">When.</param>
/// <param name="Message">One line.</param>
/// <param name="Detail">More, such as a traceback, if there is more.</param>
public sealed record PluginError(DateTimeOffset Time, string Message, string? Detail);
