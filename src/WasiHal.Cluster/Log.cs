using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster;

/// <summary>What the library logs: ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception failure);

    [LoggerMessage(3001, LogLevel.Debug, "Refused a request whose Host header is '{Host}'.")]
    public static partial void HostRefused(ILogger logger, string host);

    [LoggerMessage(3002, LogLevel.Debug, "Refused a request whose Origin header is '{Origin}'.")]
    public static partial void OriginRefused(ILogger logger, string origin);

    [LoggerMessage(3003, LogLevel.Debug, "Refused a request whose Sec-Fetch-Site header is '{Site}'.")]
    public static partial void SiteRefused(ILogger logger, string site);

    [LoggerMessage(3004, LogLevel.Error, "The health checks of the program did not end within {Seconds} s.")]
    public static partial void HealthChecksHang(ILogger logger, double seconds);
}
