using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Makes the options marked with <see cref="ConfigurationPathAttribute"/> absolute.</summary>
internal static class PathOptions
{
    /// <summary>Does so for one bound object.</summary>
    /// <param name="options">What was bound.</param>
    /// <param name="section">From where.</param>
    /// <param name="configuration">The whole configuration.</param>
    public static void MakeAbsolute(object options, string section, IConfiguration configuration)
    {
        var locator = new ConfigurationLocator(configuration);
        foreach (var key in OptionKey.Of(options.GetType()).Where(key => key.Property.IsDefined(typeof(ConfigurationPathAttribute))))
        {
            var path = section.Length == 0 ? key.Name : $"{section}:{key.Name}";
            switch (key.Property.GetValue(options))
            {
                case string { Length: > 0 } text:
                    key.Property.SetValue(options, Path.GetFullPath(text, locator.BaseDirectory(path)));
                    break;
                case IList<string> { IsReadOnly: false } list when configuration.GetSection(path).GetChildren().ToList() is { Count: > 0 } elements && elements.Count <= list.Count:
                    // The binder adds to what the list held by default: the configured elements are its last ones.
                    var first = list.Count - elements.Count;
                    for (var index = 0; index < elements.Count; index++)
                    {
                        list[first + index] = Path.GetFullPath(list[first + index], locator.BaseDirectory(elements[index].Path));
                    }

                    break;
            }
        }
    }
}
