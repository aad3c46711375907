using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal;
using WasiHal.Cluster;
using WasiHal.Cluster.Commands;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Spoke;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a node a spoke.</summary>
public static class SpokeClusteringExtensions
{
    /// <summary>
    /// Registers what a spoke does: it keeps its readings in an outbox on the disk until the hub at <c>cluster.hub_url</c> has
    /// confirmed them, and serves over HTTP what a hub serves of itself; <c>app.MapWasiHal()</c> maps it. Adds the health checks
    /// <c>wasihal-outbox</c> and <c>wasihal-push</c>. Calling it again changes nothing.
    /// </summary>
    /// <param name="builder">Answered by <c>AddWasiHal()</c>.</param>
    public static IWasiHalBuilder AddSpokeClustering(this IWasiHalBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(Outbox)))
        {
            return builder;
        }

        services.AddWasiHalOptions<SpokeOptions>(SpokeOptions.Section);
        services.AddNodeHttp();
        services.AddSpokeSecurity();
        services.AddSingleton(provider => new Outbox(
            Path.Combine(provider.GetRequiredService<IOptions<DataOptions>>().Value.Directory, Outbox.FileName),
            provider.GetRequiredService<IOptions<SpokeOptions>>().Value.Outbox,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Outbox>>()));
        services.AddSingleton<SpokeSignals>();
        services.AddSingleton(provider => new ReadingQueue(
            NodeIdOf(provider),
            provider.GetRequiredService<Outbox>(),
            provider.GetRequiredService<SpokeSignals>().Readings,
            provider.GetRequiredService<ILogger<ReadingQueue>>()));
        services.AddSingleton<IReadingSink>(provider => provider.GetRequiredService<ReadingQueue>());
        services.AddSingleton<OutboxWriter>();
        services.AddSingleton(provider => new HubConnection(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HubTrust>().Tls));
        services.AddSingleton<IPushFormat>(provider =>
            provider.GetRequiredService<IOptions<SpokeOptions>>().Value.PushFormat == "flat" ? new FlatFormat(NodeIdOf(provider)) : new BatchFormat(NodeIdOf(provider)));
        services.AddSingleton<SpokeStatus>();
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton<Pusher>();
        services.AddSingleton<INodeProgress, OutboxProgress>();
        services.AddSingleton<IOwnDelivery, SpokeDelivery>();
        services.AddSingleton<IHostedService, SpokeService>();
        services.AddSingleton<CommandExecution>();
        services.AddSingleton<HubRelays>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HubRelays>());
        services.AddSingleton<IHostedService, CommandLoop>();
        services.AddHealthChecks().AddCheck<OutboxHealthCheck>(OutboxHealthCheck.Name).AddCheck<PushHealthCheck>(PushHealthCheck.Name);
        return builder;
    }

    private static string NodeIdOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<NodeOptions>>().Value.NodeId;
}
