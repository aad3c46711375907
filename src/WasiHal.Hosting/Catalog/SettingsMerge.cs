using System.Collections.Frozen;
using System.Text;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>Puts the operator's settings over a plugin's own, and settings into what the plugin asks for.</summary>
internal static class SettingsMerge
{
    /// <summary>The settings in force, keys in their one spelling.</summary>
    /// <param name="defaults">What the plugin's file says.</param>
    /// <param name="original">What the keys of the original's files say.</param>
    /// <param name="options">What the operator says of the plugin.</param>
    public static FrozenDictionary<string, string> Merge(IReadOnlyDictionary<string, string> defaults, IReadOnlyDictionary<string, string> original, PluginOptions options)
    {
        var merged = new Dictionary<string, string>(defaults, StringComparer.Ordinal);
        foreach (var (key, value) in original)
        {
            merged[key] = value;
        }

        if (options.Led is { } led)
        {
            merged["led"] = led.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in options.Settings)
        {
            merged[PluginName.ToSettingKey(key)] = value;
        }

        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The asks with a setting's value for each name in braces. One that comes to nothing asks for nothing: so an operator leaves a part out.</summary>
    public static IReadOnlyList<PermissionItem> Resolve(IReadOnlyList<PermissionItem> asks, IReadOnlyDictionary<string, string> settings, string file, ICollection<string> faults) =>
        [.. asks.Select(ask => ask with { Values = [.. ask.Values.Select(value => Resolve(ask.Key, value, settings, file, faults)).OfType<string>()] })];

    // What an ask can be is far shorter; without a bound, settings in braces would make much of little.
    private const int LongestAsk = 256;

    private static string? Resolve(string key, string value, IReadOnlyDictionary<string, string> settings, string file, ICollection<string> faults)
    {
        if (!value.AsSpan().ContainsAny('{', '}'))
        {
            return value;
        }

        var resolved = new StringBuilder();
        var rest = value.AsSpan();
        while (rest.IndexOfAny('{', '}') is var open and >= 0)
        {
            var length = rest[(open + 1)..].IndexOfAny('{', '}');
            if (rest[open] == '}' || length < 0 || rest[open + 1 + length] == '{')
            {
                faults.Add($"{file}: [tool.wasihal] {key}: the braces in \"{PlainText.Short(value)}\" do not pair");
                return null;
            }

            var name = rest.Slice(open + 1, length).ToString();
            if (!settings.TryGetValue(PluginName.ToSettingKey(name), out var setting))
            {
                faults.Add($"{file}: [tool.wasihal] {key}: \"{PlainText.Short(value)}\" names the setting '{PlainText.Short(name)}', which [tool.wasihal.settings] does not have");
                return null;
            }

            resolved.Append(rest[..open]).Append(setting);
            rest = rest[(open + length + 2)..];
            if (resolved.Length > LongestAsk)
            {
                faults.Add($"{file}: [tool.wasihal] {key}: \"{PlainText.Short(value)}\" is longer than {LongestAsk} characters with its settings put in");
                return null;
            }
        }

        resolved.Append(rest);
        return resolved.Length == 0 ? null : resolved.ToString();
    }
}
