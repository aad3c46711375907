using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using WasiHal.Cluster.Intake;

namespace WasiHal.Cluster.History;

/// <summary>Registers what keeps a hub's readings over restarts.</summary>
internal static class HistoryRegistration
{
    /// <summary>Adds the database, the ledger over it, and what fills and orders it.</summary>
    public static IServiceCollection AddHubHistory(this IServiceCollection services)
    {
        services.AddWasiHalOptions<DataOptions>(DataOptions.Section);
        services.AddWasiHalOptions<HistoryOptions>(HistoryOptions.Section);
        services.TryAddSingleton<HubEvents>();
        services.TryAddSingleton<HubDatabase>();
        services.TryAddSingleton<Compaction>();
        services.TryAddSingleton<Coarsening>();
        services.TryAddSingleton<Retention>();
        services.TryAddSingleton<HistoryRoom>();
        services.TryAddSingleton<HistoryRestore>();
        services.TryAddSingleton<IHistorySource, HistoryQuery>();
        services.TryAddSingleton<IBatchLedger, BatchLedger>();
        services.TryAddSingleton<OwnReadings>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, OwnReadings>(provider => provider.GetRequiredService<OwnReadings>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubDatabaseLifetime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OwnReadings>(provider => provider.GetRequiredService<OwnReadings>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HistoryMaintenance>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INodeProgress, HistoryProgress>());
        services.AddHealthChecks();

        // By hand, because a name that is added twice is refused, and this may be.
        services.TryAddSingleton<HistoryHealth>();
        services.Configure<HealthCheckServiceOptions>(checks =>
        {
            if (checks.Registrations.All(check => check.Name != HistoryHealth.Name))
            {
                checks.Registrations.Add(new(HistoryHealth.Name, provider => provider.GetRequiredService<HistoryHealth>(), null, null));
            }
        });
        return services;
    }
}
