using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WasiHal;

/// <summary>Makes options as .NET does, and finds file and line for what their validators say.</summary>
internal sealed class LocatedOptionsFactory<T>(
    IEnumerable<IConfigureOptions<T>> configures,
    IEnumerable<IPostConfigureOptions<T>> postConfigures,
    IEnumerable<IValidateOptions<T>> validators,
    IConfiguration configuration) : IOptionsFactory<T>
    where T : class
{
    private readonly OptionsFactory<T> _factory = new(configures, postConfigures, validators);

    /// <inheritdoc/>
    public T Create(string name)
    {
        try
        {
            return _factory.Create(name);
        }
        catch (OptionsValidationException wrong)
        {
            var locator = new ConfigurationLocator(configuration);
            throw new ConfigurationException([.. wrong.Failures.Select(locator.Fault)]);
        }
    }
}
