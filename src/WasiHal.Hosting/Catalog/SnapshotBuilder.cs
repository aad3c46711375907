using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Original;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>Makes snapshots, and tells the operator once what is new in them. Used by one thread at a time.</summary>
internal sealed class SnapshotBuilder(IGpioBank pins, SeenAsks seen, ILoggerFactory loggers)
{
    private readonly DefinitionBuilder _definitions = new(pins, loggers.CreateLogger<PluginPolicy>());
    private readonly ILogger _logger = loggers.CreateLogger<PluginCatalog>();
    private readonly Dictionary<string, PluginDefinition> _newest = new(StringComparer.Ordinal);
    private readonly GrantNotice _grants = new(loggers.CreateLogger<PluginCatalog>());

    /// <summary>Makes a snapshot; a definition that did not change is the same object as before, with its counters.</summary>
    public CatalogSnapshot Build(IEnumerable<LoadedSource> sources, PluginsOptions plugins, TimeSpan defaultInterval, ImpliedGrants implied)
    {
        var entries = sources
            .GroupBy(source => source.Source.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Entry(group.Key, [.. group], plugins, defaultInterval, implied))
            .ToArray();
        foreach (var gone in _newest.Keys.Except(entries.Select(entry => entry.Id)).ToArray())
        {
            _newest.Remove(gone);
        }

        _grants.Tell(entries, implied);
        seen.Save(entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal));
        return new CatalogSnapshot(entries);
    }

    private CatalogEntry Entry(string id, LoadedSource[] sources, PluginsOptions plugins, TimeSpan defaultInterval, ImpliedGrants implied)
    {
        var stated = plugins.Where(pair => PluginName.Means(pair.Key, id)).ToArray();
        var (name, options) = stated is [var first, ..] ? (first.Key, first.Value) : (id, new PluginOptions());
        if (!options.Enabled)
        {
            return new CatalogEntry(id, false, null, null);
        }

        if (sources.Length > 1)
        {
            var paths = string.Join(" and ", sources.Select(source => source.Source.FullPath).Order(StringComparer.Ordinal));
            return new CatalogEntry(id, true, null, $"{paths} give the same id {id}: rename or remove one");
        }

        if (sources[0].Problem is { } problem)
        {
            return new CatalogEntry(id, true, null, problem);
        }

        List<string> faults = [];
        if (stated.Length > 1)
        {
            faults.Add($"{string.Join(" and ", stated.Select(pair => $"plugins.{pair.Key}"))} are one plugin: - and _ and case are the same in a name");
        }

        if (_definitions.Build(sources[0], name, options, defaultInterval, implied, faults) is not { } made)
        {
            return new CatalogEntry(id, true, null, string.Join('\n', faults));
        }

        if (_newest.TryGetValue(id, out var known) && known.Fingerprint == made.Fingerprint)
        {
            return new CatalogEntry(id, true, known, null);
        }

        CompareAsks(made);
        _newest[id] = made;
        return new CatalogEntry(id, true, made, null);
    }

    private void CompareAsks(PluginDefinition made)
    {
        var asked = made.Policy.Asked;
        if (seen.Find(made.Id) is { } before && asked.Except(before.Asked) is { Capabilities.Count: > 0 } more)
        {
            if (before.Version == made.Version)
            {
                _logger.SettingsAskForMore(made.Id, PlainText.List(more.Texts));
            }
            else
            {
                _logger.AsksForMore(made.Id, PlainText.List(more.Texts));
            }
        }

        seen.Keep(made.Id, new SeenAsk(made.Version, asked));
    }
}
