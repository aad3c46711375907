namespace WasiHal.Cluster.Watchdog;

/// <summary>Where systemd listens to what this process says of itself.</summary>
internal static class SystemdSocket
{
    /// <summary>Whether it does: the process is a service of <c>Type=notify</c>, or a watched one.</summary>
    public static bool IsThere
    {
        get
        {
            // Systemd's way to tell it, for one start: nothing that an operator configures.
#pragma warning disable RS0030
            return Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 };
#pragma warning restore RS0030
        }
    }
}
