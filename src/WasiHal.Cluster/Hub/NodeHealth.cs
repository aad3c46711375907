using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>Judges how this node is, by every health check of the program. Whoever asks while the checks run gets their outcome.</summary>
internal sealed class NodeHealth(HealthCheckService checks, IHostApplicationLifetime lifetime, IEnumerable<IPluginDirectory> plugins, TimeProvider time, ILogger<NodeHealth> logger)
{
    /// <summary>Time that the checks may take together: no probe waits longer than this for its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<HealthReport>? _running;
    private Task? _told;

    /// <summary>Whether it works.</summary>
    public async Task<HealthDocument> CheckAsync()
    {
        var report = await ReportAsync().ConfigureAwait(false);
        HealthCheckDocument[] documents = [.. report.OrderBy(check => check.Name, StringComparer.Ordinal)];
        var status = lifetime.ApplicationStopping.IsCancellationRequested ? HealthStatus.Unhealthy
            : plugins.SelectMany(directory => directory.Plugins).Any(IsIll) ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return new(documents.Select(check => check.Status).Append(status).Min(), documents);
    }

    /// <summary>Whether it can be used yet, and still.</summary>
    public async Task<HealthDocument> CheckReadinessAsync()
    {
        var health = await CheckAsync().ConfigureAwait(false);
        return lifetime.ApplicationStarted.IsCancellationRequested ? health : health with { Status = HealthStatus.Unhealthy };
    }

    private static bool IsIll(PluginStatus plugin) => plugin.State is PluginState.BackingOff or PluginState.Parked || plugin.LastError is not null;

    private async Task<IEnumerable<HealthCheckDocument>> ReportAsync()
    {
        var run = Run();
        try
        {
            var report = await run.WaitAsync(Patience, time).ConfigureAwait(false);
            return report.Entries.Select(entry => new HealthCheckDocument(entry.Key, entry.Value.Status, Description(entry.Value)));
        }
        catch (TimeoutException)
        {
            if (Interlocked.Exchange(ref _told, run) != run)
            {
                Log.HealthChecksHang(logger, Patience.TotalSeconds);
            }

            return [new("health-checks", HealthStatus.Unhealthy, $"The checks of the program did not end within {Patience.TotalSeconds} s.")];
        }
    }

    // One run at a time: neither a crowd of probes nor a check that hangs makes more and more of them.
    private Task<HealthReport> Run()
    {
        lock (_lock)
        {
            return _running is { IsCompleted: false } ? _running : _running = Task.Run(() => checks.CheckHealthAsync());
        }
    }

    // What a check says was meant to be read; the message of an exception that it let through was not, and may hold a password.
    private static string? Description(HealthReportEntry entry) =>
        entry.Exception is { } fault && (entry.Description is null || entry.Description == fault.Message) ? "The check failed; the log of the node says more." : entry.Description;
}
