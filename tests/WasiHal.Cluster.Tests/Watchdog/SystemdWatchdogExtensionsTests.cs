using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Spoke;
using WasiHal.Cluster.Watchdog;

namespace WasiHal.Cluster.Tests.Watchdog;

public sealed class SystemdWatchdogExtensionsTests
{
    [Fact]
    public void AddSystemdWatchdog_Twice_IsOnce()
    {
        var services = new ServiceCollection();

        services.AddWasiHal().AddSystemdWatchdog().AddSystemdWatchdog();

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(SystemdWatchdog));
    }

    [Fact]
    public void AddHubClustering_TheHistoryIsAskedWhetherItGoesOn() => Assert.Equal([typeof(HistoryProgress)], PartsOf(builder => builder.AddHubClustering().AddHubClustering()));

    [Fact]
    public void AddSpokeClustering_TheOutboxIsAskedWhetherItGoesOn() => Assert.Equal([typeof(OutboxProgress)], PartsOf(builder => builder.AddSpokeClustering().AddSpokeClustering()));

    private static IEnumerable<Type?> PartsOf(Action<IWasiHalBuilder> add)
    {
        var services = new ServiceCollection();
        add(services.AddWasiHal());
        return services.Where(service => service.ServiceType == typeof(INodeProgress)).Select(service => service.ImplementationType);
    }
}
