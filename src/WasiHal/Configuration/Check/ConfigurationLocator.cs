using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Says which layer a key comes from: the last one that has it.</summary>
internal sealed class ConfigurationLocator(IConfiguration configuration)
{
    private static readonly ConfigurationLocation Nowhere = new("configuration", null);

    private readonly IReadOnlyList<IConfigurationProvider> _layers = [.. Layers(configuration)];

    /// <summary>The files among the layers.</summary>
    public IEnumerable<TomlConfigurationProvider> Files => _layers.OfType<TomlConfigurationProvider>();

    /// <summary>Where a key stands.</summary>
    /// <param name="key">Joined with colons.</param>
    public ConfigurationLocation Locate(string key) => Find(key) ?? Nowhere;

    private ConfigurationLocation? Find(string key)
    {
        foreach (var layer in _layers.Reverse())
        {
            if (layer is ILocatedConfiguration located)
            {
                if (located.TryLocate(key, out var location))
                {
                    return location;
                }
            }
            else if (layer.TryGet(key, out _) || layer.GetChildKeys([], key).Any())
            {
                return new ConfigurationLocation(layer.ToString()!.Replace("ConfigurationProvider", "", StringComparison.Ordinal), null);
            }
        }

        return null;
    }

    /// <summary>A message that begins with its key, written with dots, as a fault with its place.</summary>
    /// <param name="message">Such as <c>plugins.oled.led = -1 is not 0 to 1023</c>.</param>
    public ConfigurationFault Fault(string message)
    {
        var key = message.Split(' ', 2)[0].TrimEnd(':', ',').Replace('.', ':');
        for (; key.Length > 0; key = ConfigurationPath.GetParentPath(key) ?? "")
        {
            if (Find(key) is { } location)
            {
                return new(location.Source, location.Line, "", null, message);
            }
        }

        return new(Nowhere.Source, null, "", null, message);
    }

    /// <summary>Whether a layer of ours has a key: then somebody wrote it for us.</summary>
    /// <param name="key">Joined with colons.</param>
    public bool IsOurs(string key) => _layers.OfType<ILocatedConfiguration>().Any(layer => layer.TryLocate(key, out _));

    /// <summary>What a relative path at a key is relative to.</summary>
    /// <param name="key">Joined with colons.</param>
    public string BaseDirectory(string key) =>
        _layers.LastOrDefault(layer => layer.TryGet(key, out _)) is ILocatedConfiguration { BaseDirectory: { } directory } ? directory : Directory.GetCurrentDirectory();

    private static IEnumerable<IConfigurationProvider> Layers(IConfiguration configuration) =>
        configuration is IConfigurationRoot root
            ? root.Providers.SelectMany(layer => layer switch
            {
                FrozenLayer frozen => [frozen.Layer],
                ChainedConfigurationProvider chained => Layers(chained.Configuration),
                _ => [layer],
            })
            : [];
}
