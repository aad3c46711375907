using Microsoft.Extensions.DependencyInjection.Extensions;
using WasiHal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the hardware of this node and the path of its readings.</summary>
public static class WasiHalServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IBoard"/> as <c>hal.provider</c> says, <see cref="ISystemInfo"/>, <see cref="IReadingStore"/>
    /// (which is an <see cref="IReadingSink"/> too), <see cref="ReadingFanOut"/>, a log of readings (<c>logging.show_sensor_data</c>) and the options. Whatever of these is
    /// registered before, such as a board of one's own, stays. Calling it again changes nothing. Needs an
    /// <c>IConfiguration</c>, which every host brings; every section may be absent.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>The builder on which the other libraries register themselves.</returns>
    public static IWasiHalBuilder AddWasiHal(this IServiceCollection services)
    {
        services.AddWasiHalOptions<NodeOptions>(NodeOptions.Section);
        services.AddWasiHalOptions<DataOptions>(DataOptions.Section);
        services.AddWasiHalOptions<HalOptions>(HalOptions.Section);
        services.AddWasiHalOptions<BoardOptions>("");
        services.AddWasiHalOptions<LoggingOptions>(LoggingOptions.Section);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => BoardProvider.CreateSystemInfo(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<BoardProvider>();
        services.TryAddSingleton(provider => provider.GetRequiredService<BoardProvider>().CreateBoard());

        services.TryAddSingleton<IReadingStore, ReadingStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, IReadingStore>(provider => provider.GetRequiredService<IReadingStore>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadingSink, ReadingLog>());
        services.TryAddSingleton<ReadingFanOut>();
        return new WasiHalBuilder(services);
    }
}
