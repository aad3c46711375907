using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Walks the configuration beside the types that read it and collects every fault. Used once.</summary>
internal sealed class SectionInspector(IConfiguration configuration, IEnumerable<SectionRegistration> registrations)
{
    private readonly IReadOnlyList<SectionRegistration> _registrations = [.. registrations];
    private readonly ConfigurationLocator _locator = new(configuration);
    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<(IConfigurationSection Node, string Problem, string Place)> _found = [];
    private readonly HashSet<string> _wrong = new(StringComparer.OrdinalIgnoreCase);

    private IEnumerable<Type> Roots => _registrations.Where(registration => registration.Section.Length == 0).Select(registration => registration.OptionsType);

    /// <summary>Everything that is wrong, in the order of files and lines.</summary>
    public IReadOnlyList<ConfigurationFault> Inspect()
    {
        var known = _registrations.Where(registration => registration.Section.Length > 0).Select(registration => registration.Section)
            .Concat(Roots.SelectMany(OptionKey.Of).Select(key => key.Name))
            .ToList();
        foreach (var section in configuration.GetChildren())
        {
            if (known.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            {
                InspectSection(section);
            }
            else if (!ForeignKeys.Names.Contains(section.Key, StringComparer.OrdinalIgnoreCase) && _locator.IsOurs(section.Key))
            {
                AddUnknown(section, known, "a known section");
            }
        }

        var right = WithoutWrong();
        foreach (var registration in _registrations)
        {
            InspectWhole(registration, right);
        }

        foreach (var (node, problem, place) in _found)
        {
            Add(node, problem, place);
        }

        return [.. _faults.OrderBy(fault => fault.Source, StringComparer.Ordinal).ThenBy(fault => fault.Line ?? 0)];
    }

    private void InspectSection(IConfigurationSection section)
    {
        // A variable of the environment may happen to have the name of a section; a table was never meant.
        if (!string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any() && !_locator.IsOurs(section.Path))
        {
            return;
        }

        var types = _registrations
            .Where(registration => registration.Section.Equals(section.Key, StringComparison.OrdinalIgnoreCase))
            .Select(registration => registration.OptionsType)
            .Concat(Roots.SelectMany(OptionKey.Of).Where(key => key.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase)).Select(key => key.Property.PropertyType));
        InspectTable(section, [.. types.Distinct()]);
    }

    private void InspectTable(IConfigurationSection section, IReadOnlyList<Type> types, PropertyInfo? property = null)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            Add(section, "is a value where a table belongs");
            return;
        }

        var keys = types.SelectMany(OptionKey.Of).ToList();
        var element = types.Select(OptionShape.ElementOfDictionary).FirstOrDefault(type => type is not null);
        foreach (var child in section.GetChildren())
        {
            var same = keys.Where(key => key.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)).ToList();
            foreach (var key in same)
            {
                InspectValue(child, key.Property.PropertyType, key.Property);
            }

            if (same.Count == 0 && element is not null)
            {
                InspectValue(child, element, property);
            }
            else if (same.Count == 0)
            {
                AddUnknown(child, keys.Select(key => key.Name), "a known key");
            }
        }
    }

    private void InspectValue(IConfigurationSection node, Type type, PropertyInfo? property)
    {
        if (OptionShape.IsScalar(type))
        {
            if (node.GetChildren().Any())
            {
                Add(node, "is a table or a list where one value belongs");
            }
            else if (node.Value is { } text && ScalarRule.Problem(text, type, property) is { } problem)
            {
                Add(node, problem);
            }
        }
        else if (OptionShape.ElementOfList(type) is { } element)
        {
            InspectList(node, element, property);
        }
        else
        {
            InspectTable(node, [type], property);
        }
    }

    private void InspectList(IConfigurationSection node, Type element, PropertyInfo? property)
    {
        if (!string.IsNullOrEmpty(node.Value))
        {
            Add(node, "is one value where a list belongs");
            return;
        }

        foreach (var child in node.GetChildren())
        {
            if (child.Key.All(char.IsAsciiDigit))
            {
                InspectValue(child, element, property);
            }
            else
            {
                Add(child, "is a key where elements of a list belong");
            }
        }
    }

    /// <summary>
    /// The configuration without the values that are wrong by themselves, which would not bind; so whatever else is wrong is found
    /// at the same time.
    /// </summary>
    private IConfiguration WithoutWrong() => _wrong.Count == 0
        ? configuration
        : new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(pair => pair.Value is not null && !IsWrong(pair.Key))).Build();

    private bool IsWrong(string? path)
    {
        for (; path is not null; path = ConfigurationPath.GetParentPath(path))
        {
            if (_wrong.Contains(path))
            {
                return true;
            }
        }

        return false;
    }

    private void InspectWhole(SectionRegistration registration, IConfiguration right)
    {
        var section = registration.Section;
        var options = (section.Length == 0 ? right : right.GetSection(section)).Get(registration.OptionsType);
        foreach (var rule in options is null ? [] : OptionRules.Broken(options, section, right))
        {
            var place = rule.Place.Key;
            if ((place.Length == 0 || configuration.GetSection(place).Exists()) && !_wrong.Any(path => rule.Scope.Any(scope => IsWithin(path, scope))))
            {
                _found.Add((configuration.GetSection(rule.Key), rule.Problem, place));
            }
        }
    }

    private static bool IsWithin(string key, string scope) =>
        scope.Length == 0 || (key.StartsWith(scope, StringComparison.OrdinalIgnoreCase) && (key.Length == scope.Length || key[scope.Length] == ':'));

    private void AddUnknown(IConfigurationSection node, IEnumerable<string> known, string what)
    {
        var names = known.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        var parent = ConfigurationPath.GetParentPath(node.Path) is { } path ? Dotted(path) + "." : "";
        var meant = NearestName.Of(node.Key, names) is { } near ? $"; did you mean {parent}{near}?" : ".";
        Add(node, $"is not {what}{meant} Accepted: {string.Join(", ", names)}");
    }

    private void Add(IConfigurationSection node, string problem, string? placeOf = null)
    {
        var (source, line) = _locator.Locate(placeOf is not null && !node.Exists() ? placeOf : node.Path);
        _wrong.Add(node.Path);
        _faults.Add(new(source, line, Dotted(node.Path), string.IsNullOrEmpty(node.Value) && placeOf is not null ? null : node.Value, problem));
    }

    private static string Dotted(string path) => path.Replace(':', '.');
}
