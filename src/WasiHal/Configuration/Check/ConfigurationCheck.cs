using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WasiHal;

/// <summary>
/// Checks the whole configuration the first time that any options are asked for, so that the start names all faults at
/// once; from then on lets a changed file in only when it is right. Safe from any thread.
/// </summary>
internal sealed class ConfigurationCheck : IReloadGate
{
    private readonly IConfiguration _configuration;
    private readonly IReadOnlyList<SectionRegistration> _sections;
    private readonly IServiceProvider _services;
    private readonly Lazy<ILogger> _logger;
    private readonly Lazy<IReadOnlyList<ConfigurationFault>> _faults;
    private string? _reported;

    public ConfigurationCheck(IConfiguration configuration, IEnumerable<SectionRegistration> sections, IServiceProvider services)
    {
        _configuration = configuration;
        _sections = [.. sections];
        _services = services;

        // Late, because the loggers may ask for options, and options ask for this check.
        _logger = new(() => services.GetService<ILogger<ConfigurationCheck>>() ?? NullLogger<ConfigurationCheck>.Instance);
        _faults = new(Inspect);
    }

    /// <summary>Fails when the configuration was wrong at start.</summary>
    /// <exception cref="ConfigurationException">With all faults.</exception>
    public void ThrowIfWrong()
    {
        if (_faults.Value is { Count: > 0 } faults)
        {
            throw new ConfigurationException(faults);
        }
    }

    /// <inheritdoc/>
    public bool Accepts(TomlConfigurationProvider layer, TomlDocument candidate)
    {
        if (_configuration is IConfigurationRoot root)
        {
            var layers = root.Providers.Select(provider => new FrozenLayer(provider == layer ? layer.With(candidate) : provider));
            using var next = new ConfigurationRoot([.. layers]);
            var faults = new SectionInspector(next, _sections).Inspect();
            faults = faults.Count > 0 ? faults : Validate(next);
            if (faults.Count > 0)
            {
                Refuse(layer, faults);
                return false;
            }
        }

        _reported = null;
        ConfigurationLog.Reloaded(_logger.Value, layer.Path);
        return true;
    }

    /// <inheritdoc/>
    public void Refuse(TomlConfigurationProvider layer, IReadOnlyList<ConfigurationFault> faults)
    {
        // An editor that saves the same mistake ten times is told once.
        var message = string.Join(Environment.NewLine, faults);
        if (_reported != message)
        {
            _reported = message;
            ConfigurationLog.ReloadRefused(_logger.Value, layer.Path, message);
        }
    }

    /// <inheritdoc/>
    public void Failed(TomlConfigurationProvider layer, Exception failure) => ConfigurationLog.ReloadFailed(_logger.Value, layer.Path, failure);

    /// <summary>At start every kind of options asks its validators itself; here they are asked before the change counts.</summary>
    private IReadOnlyList<ConfigurationFault> Validate(ConfigurationRoot next)
    {
        var locator = new ConfigurationLocator(next);
        return
        [
            .. from section in _sections
               let options = (section.Section.Length == 0 ? (IConfiguration)next : next.GetSection(section.Section)).Get(section.OptionsType)
               where options is not null
               from failure in section.Failures(_services, options)
               select locator.Fault(failure),
        ];
    }

    private IReadOnlyList<ConfigurationFault> Inspect()
    {
        foreach (var file in new ConfigurationLocator(_configuration).Files)
        {
            file.Gate = this;
        }

        return new SectionInspector(_configuration, _sections).Inspect();
    }
}
