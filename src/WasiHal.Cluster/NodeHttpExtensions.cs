using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal;
using WasiHal.Cluster;
using WasiHal.Cluster.Actuation;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Dashboards;
using WasiHal.Cluster.Displays;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Metrics;
using WasiHal.Cluster.Presence;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Snapshots;
using WasiHal.Cluster.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What every node serves over HTTP, whatever it is to the others.</summary>
internal static class NodeHttpExtensions
{
    /// <summary>Registers it.</summary>
    /// <param name="services">The services of the host.</param>
    public static void AddNodeHttp(this IServiceCollection services)
    {
        services.AddWasiHalOptions<NodeOptions>(NodeOptions.Section);
        services.AddWasiHalOptions<DashboardOptions>(DashboardOptions.Section);
        services.AddRoutingCore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new DiskWrites(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<NodeDirectory>();
        services.AddHealthChecks();

        // It warns at each probe for as long as a plugin is ill; whose fault that is has been told once. What is dead is told each time.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.Error));
        services.TryAddSingleton<NodeHealth>();
        services.TryAddSingleton<NodePlugins>();
        services.TryAddSingleton<PluginCommands>();
        services.TryAddSingleton<BusDownload>();
        services.TryAddSingleton<ExpectedPlugins>();
        services.TryAddSingleton<SensorPresence>();
        services.TryAddSingleton<FlatDocuments>();
        services.TryAddSingleton<NodeEndpoints>();
        services.AddWasiHalOptions<DataOptions>(DataOptions.Section);
        services.AddWasiHalOptions<PresenceOptions>(PresenceOptions.Section);
        services.AddNodeSecurity();
        services.AddHistoryAndLogs().AddLiveEvents().AddViews().AddScrapedMetrics().AddActuation();
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NodeMeter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, NodePipeline>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KestrelServerOptions>, NodeServerOptions>());
    }

    private static IServiceCollection AddHistoryAndLogs(this IServiceCollection services)
    {
        services.TryAddSingleton<RecentHistory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, RecentHistory>(provider => provider.GetRequiredService<RecentHistory>()));
        services.TryAddSingleton<IHistorySource, RecentHistorySource>();
        services.TryAddSingleton<HistoryEndpoint>();
        services.TryAddSingleton<LogRing>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, LogRingProvider>());
        services.TryAddSingleton<LogsEndpoint>();
        services.TryAddSingleton<SnapshotBuilder>();
        return services;
    }

    private static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<NodeChanges>();
        services.TryAddSingleton<LiveEvents>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, ReadingFeed>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StatusFeed>());
        services.TryAddSingleton<EventsEndpoint>();
        return services;
    }

    private static IServiceCollection AddViews(this IServiceCollection services)
    {
        services.TryAddSingleton<DashboardRenderer>();
        services.TryAddSingleton<WholePageEndpoint>();
        services.TryAddSingleton<DashboardLoop>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DashboardLoop>(provider => provider.GetRequiredService<DashboardLoop>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DisplayLoop>());
        return services;
    }

    private static void AddActuation(this IServiceCollection services)
    {
        services.TryAddSingleton<BuzzerEndpoints>();
        services.TryAddSingleton<CommandRoutes>();
        services.TryAddSingleton<CommandForwarding>();
        services.TryAddSingleton<FanEndpoints>();
        services.TryAddSingleton<RelayEndpoints>();
        services.TryAddSingleton<ActionEndpoints>();
        services.TryAddSingleton<KnownActions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KnownActions>(provider => provider.GetRequiredService<KnownActions>()));
    }
}
