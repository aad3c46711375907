using System.Globalization;
using Tomlyn.Syntax;

namespace WasiHal;

/// <summary>Turns one parsed TOML file into configuration keys with their lines. Used once.</summary>
internal sealed class TomlFlattener(string source)
{
    /// <summary>A key of more parts is a mistake or an attack: each part costs memory for every key below it.</summary>
    private const int DeepestKey = 16;

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _arrays = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigurationFault> _faults = [];

    public TomlDocument Flatten(DocumentSyntax syntax)
    {
        foreach (var item in syntax.KeyValues)
        {
            Add("", item);
        }

        foreach (var table in syntax.Tables)
        {
            Add(table);
        }

        return _faults.Count == 0 ? new(_values, _lines, _arrays) : throw new ConfigurationException(_faults);
    }

    private void Add(TableSyntaxBase table)
    {
        var line = LineOf(table);
        if (table.Name is not { } name || Join("", name, line) is not { } path)
        {
            return;
        }

        path = IntoArrays(path);
        if (table is TableArraySyntax)
        {
            _arrays.Add(path);
            _lines.TryAdd(path, line);
            var index = _tables[path] = _tables.TryGetValue(path, out var last) ? last + 1 : 0;
            path = Element(path, index);
        }

        if (!_lines.TryAdd(path, line))
        {
            // The parser compares case by case; to configuration [Hal] and [hal] are one table.
            Twice(path, line);
        }

        if (!table.Items.Any())
        {
            _values.TryAdd(path, "");
        }

        foreach (var item in table.Items)
        {
            Add(path, item);
        }
    }

    /// <summary>Below an array of tables, a name means the array's newest element.</summary>
    private string IntoArrays(string path)
    {
        for (var end = path.IndexOf(':', StringComparison.Ordinal); end >= 0; end = path.IndexOf(':', end + 1))
        {
            if (_tables.TryGetValue(path[..end], out var index))
            {
                path = Element(path[..end], index) + path[end..];
                end = path.IndexOf(':', end + 1);
            }
        }

        return path;
    }

    private void Add(string path, KeyValueSyntax item)
    {
        var line = LineOf(item);
        if (item.Key is { } name && item.Value is { } value && Join(path, name, line) is { } key)
        {
            Add(key, value, line);
        }
    }

    private void Add(string key, ValueSyntax value, int line)
    {
        if (!_lines.TryAdd(key, line))
        {
            Twice(key, line);
            return;
        }

        switch (value)
        {
            case ArraySyntax array:
                _arrays.Add(key);
                var index = 0;
                foreach (var item in array.Items)
                {
                    Add(Element(key, index++), item.Value!, LineOf(item));
                }

                EmptyIf(index == 0, key);
                break;
            case InlineTableSyntax table:
                var count = 0;
                foreach (var item in table.Items)
                {
                    Add(key, item.KeyValue!);
                    count++;
                }

                EmptyIf(count == 0, key);
                break;
            default:
                _values[key] = Text(value);
                break;
        }
    }

    /// <summary>The value as invariant text. A number written in hexadecimal stays so: addresses are known by that form.</summary>
    private static string Text(ValueSyntax value) => value switch
    {
        StringValueSyntax text => text.Value ?? "",
        BooleanValueSyntax flag => flag.Value ? "true" : "false",
        IntegerValueSyntax number when number.Token?.Text?.StartsWith("0x", StringComparison.Ordinal) == true => string.Create(CultureInfo.InvariantCulture, $"0x{number.Value:x2}"),
        IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString().Trim(),
    };

    private string? Join(string path, KeySyntax name, int line)
    {
        var parts = new List<string>();
        if (path.Length > 0)
        {
            parts.Add(path);
        }

        parts.Add(Part(name.Key));
        parts.AddRange(name.DotKeys.Select(dotted => Part(dotted.Key)));
        var problem = parts.Skip(path.Length > 0 ? 1 : 0).Any(part => part.Length == 0 || part.Contains(':', StringComparison.Ordinal)) ? "may neither be empty nor hold a colon"
            : parts.Count + path.Count(letter => letter == ':') > DeepestKey ? $"is nested deeper than {DeepestKey} tables"
            : null;
        if (problem is null)
        {
            return string.Join(':', parts);
        }

        var shown = name.ToString().Trim();
        _faults.Add(new(source, line, shown.Length <= 60 ? shown : shown[..60] + "…", null, problem));
        return null;
    }

    private void Twice(string key, int line) =>
        _faults.Add(new(source, line, Dotted(key), null, $"is already defined in line {_lines[key]}; upper and lower case are the same"));

    private void EmptyIf(bool empty, string key)
    {
        if (empty)
        {
            _values[key] = "";
        }
    }

    private static string Part(BareKeyOrStringValueSyntax? part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax text => text.Value ?? "",
        _ => "",
    };

    private static string Element(string array, int index) => string.Create(CultureInfo.InvariantCulture, $"{array}:{index}");

    private static string Dotted(string key) => key.Replace(':', '.');

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
