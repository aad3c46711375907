using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Asks bound options, and all options inside them, for the rules that need more than one value.</summary>
internal static class OptionRules
{
    /// <summary>Where broken rules belong.</summary>
    /// <param name="Key">Key of the table, joined with colons.</param>
    /// <param name="Options">What it was bound to.</param>
    public readonly record struct Place(string Key, object Options)
    {
        /// <summary>The key of a member.</summary>
        /// <param name="member">Name of the property; none means the table.</param>
        public string KeyOf(string? member)
        {
            var options = Options;
            var name = OptionKey.Of(options.GetType()).FirstOrDefault(known => known.Property.Name == member)?.Name ?? member;
            return string.Join(':', new[] { Key, name }.Where(part => !string.IsNullOrEmpty(part)));
        }
    }

    /// <summary>A rule that does not hold.</summary>
    /// <param name="Place">Where.</param>
    /// <param name="Key">The key that is at fault.</param>
    /// <param name="Problem">What is wrong and what is accepted.</param>
    /// <param name="Scope">Keys that the rule looked at: it says nothing new when something in there is wrong by itself.</param>
    public readonly record struct BrokenRule(Place Place, string Key, string Problem, IReadOnlyList<string> Scope);

    /// <summary>Every broken rule.</summary>
    /// <param name="options">Bound options.</param>
    /// <param name="key">Their key; empty for the whole configuration.</param>
    /// <param name="whole">The whole configuration, for rules across sections.</param>
    public static IEnumerable<BrokenRule> Broken(object options, string key, IConfiguration whole)
    {
        var place = new Place(key, options);
        var own = options is IValidatableObject rules
            ? rules.Validate(new ValidationContext(options, new WholeConfiguration(whole), null)).Select(result => OfRule(place, result))
            : [];
        return own.Concat(OnProperties(place)).Concat(Inside(options, key).SelectMany(inside => Broken(inside.Options, inside.Key, whole)));
    }

    /// <summary>The first member is at fault; all of them were looked at.</summary>
    private static BrokenRule OfRule(Place place, ValidationResult result)
    {
        string[] members = [.. result.MemberNames.Select(place.KeyOf)];
        return new(place, members.FirstOrDefault(place.Key), result.ErrorMessage ?? "is wrong", members.Length > 0 ? members : [place.Key]);
    }

    /// <summary>
    /// Single values are checked as text, where they stand. What is left is whether one is there at all, and the
    /// attributes of lists and dictionaries.
    /// </summary>
    private static IEnumerable<BrokenRule> OnProperties(Place place) =>
        from known in OptionKey.Of(place.Options.GetType())
        from attribute in known.Property.GetCustomAttributes<ValidationAttribute>()
        where attribute is RequiredAttribute || !OptionShape.IsScalar(known.Property.PropertyType)
        where !attribute.IsValid(known.Property.GetValue(place.Options))
        let key = place.KeyOf(known.Property.Name)
        select new BrokenRule(place, key, attribute.ErrorMessage ?? (attribute is RequiredAttribute ? "is missing" : attribute.FormatErrorMessage("it")), [attribute is RequiredAttribute ? place.Key : key]);

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

    private sealed class WholeConfiguration(IConfiguration whole) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IConfiguration) ? whole : null;
    }
}
