using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WasiHal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the hardware of this node and the path of its readings.</summary>
public static class WasiHalServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IBoard"/> as <c>hal.provider</c> says, <see cref="ISystemInfo"/>, <see cref="IReadingStore"/>
    /// (which is an <see cref="IReadingSink"/> too), <see cref="ReadingFanOut"/> and the options. Whatever of these is
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
        services.TryAddSingleton<ReadingFanOut>();
        return new WasiHalBuilder(services);
    }
<<<<<<< HEAD
=======

    /// <summary>
    /// Binds an options type to a configuration section and checks its validation attributes at the start, nested
    /// options and dictionaries of them included. Every fault is reported at once, each as <c>section.key = value</c>
    /// followed by the attribute's message, which therefore reads "is not …" and says what is accepted. A value that
    /// cannot be converted is a fault too, the first of each options type.
    /// </summary>
    /// <typeparam name="TOptions">The options, their keys named by <c>[ConfigurationKeyName]</c>.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section, empty for the whole configuration.</param>
    public static OptionsBuilder<TOptions> AddWasiHalOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        var builder = services.AddOptions<TOptions>();
        if (services.Any(service => service.ServiceType == typeof(IValidateOptions<TOptions>)
            && service.ImplementationInstance is AnnotationValidator<TOptions>))
        {
            return builder;
        }

        services.AddSingleton<IValidateOptions<TOptions>>(new AnnotationValidator<TOptions>(section));
        services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(provider =>
            new ConfigurationChangeTokenSource<TOptions>(builder.Name, provider.GetRequiredService<IConfiguration>()));
        return builder.Configure<IConfiguration>((options, configuration) => Bind(options, configuration, section)).ValidateOnStart();
    }

    private static void Bind<TOptions>(TOptions options, IConfiguration configuration, string section)
        where TOptions : class
    {
        try
        {
            (section.Length == 0 ? configuration : configuration.GetSection(section)).Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // A value of the wrong type is a fault of the configuration like any other, and reported with the others.
            throw new OptionsValidationException(Options.Options.DefaultName, typeof(TOptions), [exception.Message]);
        }
    }
>>>>>>> hal
}
