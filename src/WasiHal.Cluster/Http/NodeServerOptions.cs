using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Http;

/// <summary>
/// Bounds on what a stranger can make the web server hold, and the rule that nobody but this machine can reach it: any
/// other address is refused at start, unless the operator lets other machines in or lists networks that may push. Over https the
/// node shows its own key, and asks for the caller's: who has none is a browser.
/// </summary>
internal sealed class NodeServerOptions(SecurityOptions security, NodeIdentity identity, PushAccess? pushes = null) : IPostConfigureOptions<KestrelServerOptions>
{
    // A spoke that takes commands has two: one pushes, one waits. An idle one over https takes 45 KiB, one with half a request 90 KiB.
    public const int MostConnections = 1024;
    public const int MaxBodyBytes = 64 * 1024;

    // What a node opens beside them, and some room: a runtime that finds no file any more ends in the middle of something.
    private const int OtherFiles = 384;
    private const int LeastConnections = 64;

    /// <summary>Connections at once: as many as the system has files for.</summary>
    public static readonly int MaxConnections = OpenFileLimit.Read() is { } files ? Math.Clamp(files - OtherFiles, LeastConnections, MostConnections) : MostConnections;

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
        options.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificateSelector = (_, _) => identity.Certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;

            // Any key may come; what it may do is asked of each request.
            https.ClientCertificateValidation = (_, _, _) => true;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.HandshakeTimeout = TimeSpan.FromSeconds(10);
        });
        var bounds = new ConnectionBounds();
        options.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            if (pushes?.IsOpen != true && !security.AllowRemote)
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
            $"is not a loopback address (127.0.0.1, [::1] or localhost). With cluster.security.allow_remote = true other machines are let in over https, when they prove who they are; machines that push without proof are let in by {PushAccess.Key}, such as [\"192.168.40.0/24\"]")]);
    }
}
