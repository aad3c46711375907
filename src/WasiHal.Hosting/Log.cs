using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting;

/// <summary>What this library logs, with stable ids: 2000s the host, 2100s the catalog, 2200s the policy, 2300s storage.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "Compiled {Name} to machine code in {Seconds:0.0} s")]
    public static partial void Compiled(ILogger logger, string name, double seconds);

    [LoggerMessage(2001, LogLevel.Warning, "Machine code in {Path} is not used and is made anew: {Reason}")]
    public static partial void CacheFileRefused(ILogger logger, string path, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Machine code could not be kept in {Path}; the next start compiles again: {Reason}")]
    public static partial void CacheNotWritten(ILogger logger, string path, string reason);

    [LoggerMessage(2003, LogLevel.Information, "Removed {Path}: machine code of another version of {Name}")]
    public static partial void OlderCodeRemoved(ILogger logger, string name, string path);

    [LoggerMessage(2004, LogLevel.Warning, "Compiling {Name} takes longer than {Deadline} ({Key}) and is given up; its thread is lost until it ends, now {GivenUp} are")]
    public static partial void CompileGivenUp(ILogger logger, string name, Duration deadline, string key, int givenUp);

    [LoggerMessage(2005, LogLevel.Information, "Compiling {Name}, which was given up, ended after {Seconds:0.0} s")]
    public static partial void GivenUpCompileEnded(ILogger logger, string name, double seconds);

    [LoggerMessage(2006, LogLevel.Information, "Removed {Path}, the oldest machine code that nothing asked for: {Folder} holds more than {MebiBytes} MiB")]
    public static partial void UnusedCodeRemoved(ILogger logger, string path, string folder, long mebiBytes);

    [LoggerMessage(2007, LogLevel.Warning, "Machine code in {Path} that nothing needs could not be removed: {Reason}")]
    public static partial void FolderNotTidied(ILogger logger, string path, string reason);

    [LoggerMessage(2010, LogLevel.Information, "Plugin {PluginId} runs: version {Version}, {Kinds}, every {PollInterval}")]
    public static partial void PluginRuns(ILogger logger, string pluginId, string version, string kinds, Duration pollInterval);

    [LoggerMessage(2011, LogLevel.Error, "Plugin {PluginId} does not load: {Reason}{Detail}")]
    public static partial void PluginDoesNotLoad(ILogger logger, string pluginId, string reason, string detail);

    [LoggerMessage(2012, LogLevel.Error, "Plugin {PluginId}: the new version does not load, the old one goes on: {Reason}{Detail}")]
    public static partial void NewVersionDoesNotLoad(ILogger logger, string pluginId, string reason, string detail);

    [LoggerMessage(2013, LogLevel.Warning, "Plugin {PluginId} failed: {Reason}{Detail}")]
    public static partial void PluginFailed(ILogger logger, string pluginId, string reason, string detail);

    [LoggerMessage(2014, LogLevel.Information, "Plugin {PluginId} works again after {Failures} failures")]
    public static partial void PluginRecovered(ILogger logger, string pluginId, long failures);

    [LoggerMessage(2015, LogLevel.Warning, "Plugin {PluginId} lost its instance ({Reason}) and starts again in {Pause}{Detail}")]
    public static partial void PluginRestarts(ILogger logger, string pluginId, string reason, Duration pause, string detail);

    [LoggerMessage(2016, LogLevel.Error, "Plugin {PluginId} is parked after {Failures} failures in a row: {Reason}. It is tried again when its file or configuration changes, or on request (POST /api/plugins/{PluginId}/restart)")]
    public static partial void PluginParked(ILogger logger, string pluginId, int failures, string reason);

    [LoggerMessage(2017, LogLevel.Information, "Plugin {PluginId} is gone")]
    public static partial void PluginGone(ILogger logger, string pluginId);

    [LoggerMessage(2018, LogLevel.Information, "Plugin {PluginId} is switched off")]
    public static partial void PluginDisabled(ILogger logger, string pluginId);

    [LoggerMessage(2019, LogLevel.Warning, "The host stops without waiting any longer for plugins that could not be stopped, among {PluginIds}")]
    public static partial void StoppedWithoutAll(ILogger logger, string pluginIds);

    [LoggerMessage(2020, LogLevel.Warning, "Plugin {PluginId} logs more than {BytesPerSecond} bytes a second (plugins.{PluginId}.limits.log_bytes_per_second): {HeldBack} messages were left out")]
    public static partial void PluginLogHeldBack(ILogger logger, string pluginId, long heldBack, int bytesPerSecond);

    [LoggerMessage(EventId = 2021, Message = "{PluginId}: {Message}")]
    public static partial void PluginSaid(ILogger logger, LogLevel level, string pluginId, string message);

    [LoggerMessage(2022, LogLevel.Information, "Plugin {PluginId} starts anew, as an operator asked")]
    public static partial void PluginRestartsOnRequest(ILogger logger, string pluginId);

    [LoggerMessage(2023, LogLevel.Warning, "Plugin {PluginId} asks for more than {Percent} % of a core (plugins.{PluginId}.limits.core_share; it used {Seconds} s within the last minute): its polls are slowed")]
    public static partial void PluginSlowed(ILogger logger, string pluginId, double percent, double seconds);

    [LoggerMessage(2024, LogLevel.Error, "Plugin {PluginId}: {Reason}, and the call sleeps where the host cannot end it. Its thread is given up ({Count} of at most {Most} are out), and it is not started again by itself")]
    public static partial void ThreadGivenUp(ILogger logger, string pluginId, string reason, int count, int most);

    [LoggerMessage(2025, LogLevel.Information, "A thread of plugin {PluginId} that was given up came back and ended; {Count} are out")]
    public static partial void ThreadCameBack(ILogger logger, string pluginId, int count);

    [LoggerMessage(2030, LogLevel.Error, "The Python runtime could not be started")]
    public static partial void RuntimeFailed(ILogger logger, Exception fault);
}
