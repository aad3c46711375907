using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WasiHal;
using WasiHal.Cluster;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Security;

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
        services.AddWasiHalOptions<HubOptions>(HubOptions.Section);
        services.AddHubHistory();
        services.AddNodeHttp();
        services.AddHubSecurity();
        services.TryAddSingleton<CommandDesk>();
        services.TryAddSingleton<CommandEndpoints>();
        services.AddIntake();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OriginalFileNotice>());
        return builder;
    }

    private static void AddIntake(this IServiceCollection services)
    {
        services.TryAddSingleton<PushAccess>();
        services.TryAddSingleton<SenderWatch>();
        services.TryAddSingleton<KnownNodes>();
        services.TryAddSingleton<SpokeLogs>();
        services.TryAddSingleton<LiveReadings>();
        services.TryAddSingleton<BatchApplier>();
        services.TryAddSingleton<FlatIntake>();
        services.TryAddSingleton<PushEndpoint>();
    }
}
