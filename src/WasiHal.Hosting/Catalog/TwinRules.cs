using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal.Hosting.Catalog;

/// <summary>One plugin may be told of under several names, as long as they do not contradict each other.</summary>
internal static class TwinRules
{
    /// <summary>A result for each key that has two values.</summary>
    /// <param name="whole">The whole configuration.</param>
    public static IEnumerable<ValidationResult> Broken(IConfiguration whole)
    {
        foreach (var twins in whole.GetSection(PluginsOptions.Section).GetChildren().GroupBy(section => PluginName.ToConfiguredId(section.Key)))
        {
            var first = new Dictionary<string, (string Name, string Key, string Value)>(StringComparer.OrdinalIgnoreCase);
            foreach (var section in twins)
            {
                foreach (var (key, value) in Values(section, ""))
                {
                    var known = (Name: section.Key, Key: key, Value: value);
                    if (!first.TryAdd(PluginName.ToSettingKey(key), known) && first[PluginName.ToSettingKey(key)] is var before && !Same(before.Value, value))
                    {
                        var other = $"plugins.{before.Name}.{before.Key.Replace(':', '.')} = {before.Value}";
                        yield return new($"contradicts {other}: both mean the plugin {twins.Key}, keep one of them", [$"{section.Key}:{key}", $"{before.Name}:{before.Key}"]);
                    }
                }
            }
        }
    }

    /// <summary>The values below a section by their path; a list is one value.</summary>
    private static IEnumerable<(string Key, string Value)> Values(IConfigurationSection section, string prefix)
    {
        foreach (var child in section.GetChildren())
        {
            var (key, below) = (prefix + child.Key, child.GetChildren().ToList());
            if (below.Count > 0 && below.TrueForAll(element => element.Key.All(char.IsAsciiDigit)))
            {
                yield return (key, $"[{string.Join(", ", below.Select(element => element.Value))}]");
            }
            else if (below.Count > 0)
            {
                foreach (var value in Values(child, key + ":"))
                {
                    yield return value;
                }
            }
            else if (!string.IsNullOrEmpty(child.Value))
            {
                yield return (key, child.Value);
            }
        }
    }

    // true and True are one value.
    private static bool Same(string left, string right) =>
        left == right || (bool.TryParse(left, out var one) && bool.TryParse(right, out var other) && one == other);
}
