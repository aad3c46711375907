using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WasiHal.Cluster.Metrics;

/// <summary>Registers what is scraped.</summary>
internal static class MetricsRegistration
{
    /// <summary>Registers it.</summary>
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddScrapedMetrics(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, ReadingMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, SensorMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, PluginMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, NodeMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, HistoryMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, OutboxMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMetricsSource, ProcessMetrics>());
        services.TryAddSingleton<MetricsEndpoint>();
        return services;
    }
}
