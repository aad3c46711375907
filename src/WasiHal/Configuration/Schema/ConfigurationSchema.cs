using Microsoft.Extensions.DependencyInjection;

namespace WasiHal;

/// <summary>What a configuration file may hold, as a JSON Schema (draft 7), which editors read to complete, explain and check.</summary>
public static class ConfigurationSchema
{
    /// <summary>
    /// The schema of all sections that are registered with <c>AddWasiHalOptions</c>. Descriptions come from the XML documentation that
    /// lies beside the program, where it does.
    /// </summary>
    /// <param name="services">The services of the host; nothing of them is made.</param>
    /// <returns>JSON, indented by two spaces, lines ended by a line feed.</returns>
    public static string Of(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new SchemaBuilder(new XmlSummaries(AppContext.BaseDirectory)).Build(
            services.Select(service => service.ImplementationInstance).OfType<SectionRegistration>());
    }
}
