using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Original;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>Makes a definition from a source and what the operator says about it.</summary>
internal sealed class DefinitionBuilder(IGpioBank pins, ILogger policyLogger)
{
    /// <summary>Makes a definition.</summary>
    /// <param name="source">The source, without a problem of its own.</param>
    /// <param name="name">The plugin's name as the operator wrote it.</param>
    /// <param name="options">What the operator says about it.</param>
    /// <param name="defaultInterval">The poll interval when nobody states one.</param>
    /// <param name="implied">What it has without being granted it by name.</param>
    /// <param name="faults">Takes one message for each fault.</param>
    /// <returns>The definition, or null when there are faults.</returns>
    public PluginDefinition? Build(LoadedSource source, string name, PluginOptions options, TimeSpan defaultInterval, ImpliedGrants implied, ICollection<string> faults)
    {
        var id = source.Source.Id;
        PluginOptionsRules.Check(name, options, faults);
        var granted = PermissionSet.Parse(options.Permissions.ToItems(), $"plugins.{name}.permissions.", pins, faults);
        var settings = SettingsMerge.Merge(source.Metadata.Settings, implied.Settings(id), options);
        var before = faults.Count;
        var asks = SettingsMerge.Resolve(source.Metadata.Asks, settings, source.MetadataFile, faults);

        // A value whose braces could not be filled has been reported; that it is also no address helps nobody.
        var asked = faults.Count == before ? PermissionSet.Parse(asks, $"{source.MetadataFile}: [tool.wasihal] ", pins, faults) : PermissionSet.Empty;
        if (faults.Count > 0)
        {
            return null;
        }

        granted = implied.AreInForce ? implied.For(id, source.Version, asked) : granted;
        var interval = options.PollInterval?.Value ?? source.Metadata.PollInterval ?? defaultInterval;
        var expected = options.ExpectedEvery?.Value ?? interval * 3;
        return new PluginDefinition(
            id,
            source.Version,
            Fingerprint(source, settings, asked, granted, options.Limits, interval, expected),
            source.Source.Kind,
            source.Files,
            source.Source.Entry,
            settings,
            new PluginPolicy(id, source.MetadataFile, asked, granted, policyLogger),
            options.Limits,
            interval,
            expected,
            source.Metadata.GivesReadings || options.ExpectedEvery is not null);
    }

    private static string Fingerprint(
        LoadedSource source,
        FrozenDictionary<string, string> settings,
        PermissionSet asked,
        PermissionSet granted,
        PluginLimits limits,
        TimeSpan interval,
        TimeSpan expected)
    {
        using var digest = new Digest();
        digest.Add(source.Version);
        digest.Add(source.Source.Kind.ToString());
        digest.Add(source.Source.Entry);
        digest.Add(settings.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            digest.Add(key);
            digest.Add(value);
        }

        digest.Add(string.Join('\n', asked.Texts));
        digest.Add(string.Join('\n', granted.Texts));
        digest.Add(limits.ToString());
        digest.Add(interval.ToString("c", CultureInfo.InvariantCulture));
        digest.Add(expected.ToString("c", CultureInfo.InvariantCulture));
        return digest.Finish();
    }
}
