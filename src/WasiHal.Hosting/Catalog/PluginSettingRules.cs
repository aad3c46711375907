using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using WasiHal.Hosting.Original;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>What is said of a plugin must fit what other sections say: its settings, and the labels of pins that it is granted.</summary>
internal static class PluginSettingRules
{
    /// <summary>Keys that set the same thing as a setting of a plugin.</summary>
    private static readonly (string Key, string Plugin, string Setting)[] Same =
    [
        ("sensors:dht22:gpio_pin", OriginalKeys.Dht22, "pin"),
        ("sensors:bme680:i2c_address", OriginalKeys.Bme680, "address"),
        ("fan:threshold_on", OriginalKeys.Monitor, "threshold_on"),
        ("fan:threshold_off", OriginalKeys.Monitor, "threshold_off"),
    ];

    /// <summary>A result for each value that does not fit.</summary>
    /// <param name="options">What is said of plugins.</param>
    /// <param name="whole">The whole configuration.</param>
    public static IEnumerable<ValidationResult> Broken(PluginsOptions options, IConfiguration whole)
    {
        var labels = whole.GetSection("gpio:labels");
        foreach (var (name, plugin) in options)
        {
            foreach (var (setting, value) in plugin.Settings)
            {
                var key = PluginName.ToSettingKey(setting);
                foreach (var other in Same.Where(same => same.Setting == key && PluginName.ToConfiguredId(name) == same.Plugin))
                {
                    if (whole[other.Key] is { Length: > 0 } stated && !IsSame(stated, value, labels))
                    {
                        yield return Contradiction(name, setting, other.Key, stated);
                    }
                }

                if (key == "led" && plugin.Led is { } led && !IsSame(led.ToString(CultureInfo.InvariantCulture), value, labels))
                {
                    yield return Contradiction(name, setting, $"plugins:{name}:led", led.ToString(CultureInfo.InvariantCulture));
                }
            }

            foreach (var (kind, pins) in new[] { ("gpio", plugin.Permissions.Gpio), ("climate", plugin.Permissions.Climate) })
            {
                foreach (var (pin, index) in pins.Select((pin, index) => (pin, index)).Where(item => !item.pin.All(char.IsAsciiDigit) && labels[item.pin] is null))
                {
                    yield return new($"is no label of [gpio.labels], nor a pin's BCM number, 0-{PermissionGrammar.HighestNumber}", [string.Create(CultureInfo.InvariantCulture, $"{name}:permissions:{kind}:{index}")]);
                }
            }
        }
    }

    private static ValidationResult Contradiction(string name, string setting, string otherKey, string stated) =>
        new($"contradicts {otherKey.Replace(':', '.')} = {stated}: keep one of the two keys", [$"{name}:settings:{setting}"]);

    private static bool IsSame(string left, string right, IConfigurationSection labels) =>
        left == right || (Number(left, labels) is { } one && Number(right, labels) is { } other && one.Equals(other));

    private static double? Number(string text, IConfigurationSection labels)
    {
        text = labels[text] ?? text;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address) ? address : null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
