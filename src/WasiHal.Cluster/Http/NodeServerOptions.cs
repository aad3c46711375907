using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Bounds on what a stranger can make the web server hold, and the rule that nobody but this machine can reach it: any
/// other address is refused at start, unless the operator lists networks that may push.
/// </summary>
internal sealed class NodeServerOptions(PushAccess? pushes = null) : IPostConfigureOptions<KestrelServerOptions>
{
    public const int MaxConnections = 256;
    public const int MaxBodyBytes = 64 * 1024;

    public void PostConfigure(string? name, KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxConcurrentUpgradedConnections = 0;
        options.Limits.MaxRequestBodySize = MaxBodyBytes;
        options.Limits.MaxRequestLineSize = 4 * 1024;
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        var bounds = new ConnectionBounds();
        options.ConfigureEndpointDefaults(endpoint =>
        {
            if (pushes?.IsOpen != true)
            {
                RequireLoopback(endpoint.EndPoint);
            }

            endpoint.Use(bounds.Before);
        });
    }

    /// <summary>Refuses whatever another machine could reach.</summary>
    /// <param name="endpoint">What is about to be bound.</param>
    /// <exception cref="ConfigurationException">Another machine could reach it.</exception>
    public static void RequireLoopback(EndPoint endpoint)
    {
        if (endpoint is UnixDomainSocketEndPoint || (endpoint is IPEndPoint address && IPAddress.IsLoopback(address.Address)))
        {
            return;
        }

        throw new ConfigurationException([new(
            "server address",
            null,
            "urls",
            endpoint.ToString(),
            $"is not a loopback address (127.0.0.1, [::1] or localhost). Machines that push readings here are let in by {PushAccess.Key}, such as [\"192.168.40.0/24\"], and then such an address may be bound; letting browsers of other machines in comes with a later release")]);
    }
}
