using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Cluster;

/// <summary>Tells once, at start, what a configuration file of the original cannot say and what is in force instead, with the lines to paste.</summary>
internal sealed class OriginalFileNotice(IConfiguration configuration, IOptions<HubOptions> options, ILogger<OriginalFileNotice> logger) : IHostedService
{
    private const string ExampleNetwork = "192.168.40.0/24";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(options.Value.SpokeBuzzerUrl))
        {
            Log.SpokeBuzzerUrlNotUsed(logger);
        }

        // Only the original's files say to whom a hub pushes: to nobody.
        if (configuration[$"{HubOptions.Section}:hub_url"] is not null
            && !configuration.GetSection($"{HubOptions.Section}:security:allow_unsigned_push").Exists())
        {
            Log.OriginalFile(logger, NetworkOf(options.Value.SpokeBuzzerUrl) ?? ExampleNetwork);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The 256 addresses around a spoke whose address the file gives: what somebody probably means by "my network".</summary>
    private static string? NetworkOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && IPAddress.TryParse(address.Host, out var host) && host.AddressFamily == AddressFamily.InterNetwork
            ? string.Join('.', host.ToString().Split('.')[..3]) + ".0/24"
            : null;
}
