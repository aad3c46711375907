using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WasiHal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a section of the configuration known.</summary>
public static class WasiHalOptionsExtensions
{
    /// <summary>
    /// Binds a section to a type and has the whole of it checked at start: unknown keys, wrong types, broken validation
    /// attributes and the type's own rules (<see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>), all
    /// faults at once with file, line, key, value and what is accepted. Several types may share a section; then a key is
    /// known when one of them has it. An attribute's <c>ErrorMessage</c> continues a sentence: <c>is not auto, linux or fake</c>; what an
    /// <see cref="IValidateOptions{TOptions}"/> says begins with the key, written with dots.
    /// </summary>
    /// <typeparam name="T">Properties carry their key as <see cref="ConfigurationKeyNameAttribute"/>; a dictionary makes tables of any name.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section's name; empty when every property of the type is a section.</param>
    /// <returns>The builder of these options; a second call with the same section and type changes nothing.</returns>
    public static OptionsBuilder<T> AddWasiHalOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        var builder = services.AddOptions<T>();
        if (services.Any(service => service.ImplementationInstance is SectionRegistration.Of<T> known && known.Section == section))
        {
            return builder;
        }

        services.AddSingleton<SectionRegistration>(new SectionRegistration.Of<T>(section));
        services.Replace(ServiceDescriptor.Transient<IOptionsFactory<T>, LocatedOptionsFactory<T>>());
        services.TryAddSingleton<ConfigurationCheck>();
        return builder
            .Configure<ConfigurationCheck>((_, check) => check.ThrowIfWrong())
            .BindConfiguration(section)
            .PostConfigure<IConfiguration>((options, configuration) => PathOptions.MakeAbsolute(options, section, configuration))
            .ValidateOnStart();
    }
}
