using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        services.TryAddSingleton<HistoryRoom>();
        services.TryAddSingleton<HistoryRestore>();
        services.TryAddSingleton<IBatchLedger, BatchLedger>();
        services.TryAddSingleton<OwnReadings>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, OwnReadings>(provider => provider.GetRequiredService<OwnReadings>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubDatabaseLifetime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OwnReadings>(provider => provider.GetRequiredService<OwnReadings>()));
        return services;
    }
}
