using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace WasiHal;

/// <summary>Asks bound options, and all options inside them, for the rules that need more than one value.</summary>
internal static class OptionRules
{
    /// <summary>Where broken rules belong.</summary>
    /// <param name="Key">Key of the table, joined with colons.</param>
    /// <param name="Options">What it was bound to.</param>
    public readonly record struct Place(string Key, object Options);

    /// <summary>Every broken rule.</summary>
    /// <param name="options">Bound options.</param>
    /// <param name="key">Their key; empty for the whole configuration.</param>
    public static IEnumerable<(Place Place, ValidationResult Result)> Broken(object options, string key)
    {
        var own = options is IValidatableObject rules
            ? rules.Validate(new ValidationContext(options)).Select(result => (new Place(key, options), result))
            : [];
        return own.Concat(OnCollections(options, key)).Concat(Inside(options, key).SelectMany(inside => Broken(inside.Options, inside.Key)));
    }

    /// <summary>Single values are checked as text, where they stand; attributes of lists and dictionaries need the bound whole.</summary>
    private static IEnumerable<(Place Place, ValidationResult Result)> OnCollections(object options, string key) =>
        from known in OptionKey.Of(options.GetType())
        where !OptionShape.IsScalar(known.Property.PropertyType)
        from attribute in known.Property.GetCustomAttributes<ValidationAttribute>()
        where !attribute.IsValid(known.Property.GetValue(options))
        select (new Place(key, options), new ValidationResult(attribute.FormatErrorMessage(known.Name), [known.Property.Name]));

    private static IEnumerable<Place> Inside(object options, string key)
    {
        if (options is IDictionary dictionary)
        {
            return dictionary.Keys.Cast<object>()
                .Select(name => (Key: $"{key}:{name}", Value: dictionary[name]))
                .Where(entry => entry.Value is not null && !OptionShape.IsScalar(entry.Value.GetType()))
                .Select(entry => new Place(entry.Key, entry.Value!));
        }

        if (options is IList list)
        {
            return list.Cast<object?>()
                .Select((element, index) => (Key: $"{key}:{index}", Element: element))
                .Where(item => item.Element is not null && !OptionShape.IsScalar(item.Element.GetType()))
                .Select(item => new Place(item.Key, item.Element!));
        }

        return OptionKey.Of(options.GetType())
            .Where(known => !OptionShape.IsScalar(known.Property.PropertyType))
            .Select(known => (Key: key.Length == 0 ? known.Name : $"{key}:{known.Name}", Value: known.Property.GetValue(options)))
            .Where(item => item.Value is not null)
            .Select(item => new Place(item.Key, item.Value!));
    }
}
