using System.Net;

namespace WasiHal.Cluster.Http;

/// <summary>By what names other machines mean this one.</summary>
internal static class OwnNames
{
    /// <summary>Whether a name is one of them. An address cannot be made to lead here by somebody else's name server.</summary>
    public static bool Is(string host, PresenceOptions options) =>
        IPAddress.TryParse(host, out _)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || host.Equals(Environment.MachineName + ".local", StringComparison.OrdinalIgnoreCase)
        || options.HostNames.Contains(host, StringComparer.OrdinalIgnoreCase);
}
