using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>A property of an options type as the configuration sees it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Property">The property.</param>
internal sealed record OptionKey(string Name, PropertyInfo Property)
{
    /// <summary>The keys of an options type; none when the type is itself a dictionary.</summary>
    /// <param name="type">The options type.</param>
    public static IEnumerable<OptionKey> Of(Type type) => OptionShape.ElementOfDictionary(type) is not null
        ? []
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && (property.SetMethod?.IsPublic == true || !OptionShape.IsScalar(property.PropertyType)))
            .Select(property => new OptionKey(property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name, property));
}
