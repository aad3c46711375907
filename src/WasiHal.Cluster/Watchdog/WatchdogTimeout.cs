using System.Globalization;

namespace WasiHal.Cluster.Watchdog;

/// <summary>How long systemd waits for a sign of life before it ends the program and starts it anew.</summary>
internal static class WatchdogTimeout
{
    /// <summary>What systemd told this process when it started it (<c>WatchdogSec=</c> of the unit); null when it watches nothing, or another process.</summary>
    public static TimeSpan? Told()
    {
        // Systemd's way to tell it, for one process and one start: nothing that an operator configures.
#pragma warning disable RS0030
        return Parse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"), Environment.ProcessId);
#pragma warning restore RS0030
    }

    /// <summary>The same, of what the variables hold.</summary>
    /// <param name="microseconds">The time.</param>
    /// <param name="processId">The process that it is for; every process when absent.</param>
    /// <param name="own">This process.</param>
    public static TimeSpan? Parse(string? microseconds, string? processId, int own)
    {
        var isOurs = string.IsNullOrEmpty(processId) || (int.TryParse(processId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id == own);
        return isOurs && long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0 && time < TimeSpan.FromDays(1).TotalMicroseconds
            ? TimeSpan.FromMicroseconds(time)
            : null;
    }
}
