using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal;
using WasiHal.Cluster;
using WasiHal.Cluster.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a node a hub.</summary>
public static class HubClusteringExtensions
{
    /// <summary>
    /// Registers what a hub serves over HTTP; <c>app.MapWasiHal()</c> maps it. Every request of the program is from then
    /// on checked for its Host, Origin and Sec-Fetch-Site, the web server is bounded, and only loopback addresses may be bound.
    /// </summary>
    /// <param name="builder">Answered by <c>AddWasiHal()</c>.</param>
    public static IWasiHalBuilder AddHubClustering(this IWasiHalBuilder builder)
    {
        var services = builder.Services;
        services.AddWasiHalOptions<NodeOptions>(NodeOptions.Section);
        services.AddWasiHalOptions<HubOptions>(HubOptions.Section);
        services.AddRoutingCore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeDirectory>();
        services.AddHealthChecks();

        // It warns at each probe for as long as a plugin is ill; whose fault that is has been told once. What is dead is told each time.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.Error));
        services.TryAddSingleton<NodeHealth>();
        services.TryAddSingleton<PluginCommands>();
        services.TryAddSingleton<BusDownload>();
        services.TryAddSingleton<NodeEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, NodePipeline>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<KestrelServerOptions>, NodeServerOptions>());
        return builder;
    }
}
