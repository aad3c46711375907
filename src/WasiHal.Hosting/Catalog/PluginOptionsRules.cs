using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// What an operator may say about one plugin, as the attributes of the options say it. The check of the configuration does the
/// same, with file and line; this is for options that a program sets by itself.
/// </summary>
internal static class PluginOptionsRules
{
    /// <summary>Adds a message for each value that is not accepted: the key, the value and what is accepted.</summary>
    /// <param name="name">The plugin's name as the operator wrote it.</param>
    /// <param name="options">What he said.</param>
    /// <param name="faults">Takes the messages.</param>
    public static void Check(string name, PluginOptions options, ICollection<string> faults)
    {
        CheckValues(options, $"plugins.{name}", faults);
        CheckValues(options.Limits, $"plugins.{name}.limits", faults);
        foreach (var (setting, value) in options.Settings)
        {
            if (!PluginName.IsSettingKey(PluginName.ToSettingKey(setting)))
            {
                faults.Add($"plugins.{name}.settings: '{PlainText.Short(setting)}' is not {PluginName.AcceptedSettingKey}");
            }
            else if (value is null or { Length: > SettingValueAttribute.Longest })
            {
                faults.Add($"plugins.{name}.settings.{setting} is not a value of at most {SettingValueAttribute.Longest} characters");
            }
        }
    }

    private static void CheckValues(object options, string place, ICollection<string> faults)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ConfigurationKeyNameAttribute>() is { } key
                && property.GetValue(options) is { } value
                && Problem(property, value) is { } problem)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{place}.{key.Name} = {value} {problem}"));
            }
        }
    }

    private static string? Problem(PropertyInfo property, object value) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value) ? range.ErrorMessage
        : value is Duration duration ? property.GetCustomAttribute<ConfigurationValueAttribute>()?.Problem(duration.ToString())
        : null;
}
