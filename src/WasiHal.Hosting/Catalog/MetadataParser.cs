using System.Globalization;
using Tomlyn.Model;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>Understands a plugin's metadata: the tables of inline script metadata, with this project's under <c>[tool.wasihal]</c>.</summary>
internal sealed class MetadataParser
{
    private const int MostSettings = 256;
    private const int LongestValue = 4096;
    private const int MostAsks = 256;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private readonly List<string> _faults = [];
    private readonly TomlDocument _document;
    private readonly Dictionary<string, string> _settings = [];
    private readonly List<PermissionItem> _asks = [];
    private TimeSpan? _pollInterval;
    private bool _givesReadings = true;

    private MetadataParser(TomlDocument document) => _document = document;

    /// <summary>Understands a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file that it stands in, for messages.</param>
    /// <exception cref="MetadataException">It is not what it must be; one line for each fault.</exception>
    public static PluginMetadata Parse(MetadataText text, string file)
    {
        var parser = new MetadataParser(TomlDocument.Parse(text, file));
        parser.ReadRoot();
        return parser._faults.Count == 0
            ? new PluginMetadata(parser._pollInterval, parser._givesReadings, parser._asks, parser._settings)
            : throw new MetadataException(string.Join('\n', parser._faults));
    }

    private void ReadRoot()
    {
        foreach (var (key, value) in Unique(_document.Root))
        {
            switch (Kebab(key), value)
            {
                case ("requires-python", string specifier):
                    AddFault(_document.Root, key, RequiresPython.Check(specifier));
                    break;
                case ("dependencies", TomlArray { Count: 0 }):
                    break;
                case ("dependencies", TomlArray dependencies):
                    AddFault(_document.Root, key, $"dependencies: {Shown(string.Join(", ", dependencies))}: the runtime carries Python's standard library and no packages; put pure Python modules beside app.py");
                    break;
                case ("tool", TomlTable tools):
                    ReadTools(tools);
                    break;
                case ("requires-python" or "dependencies" or "tool", _):
                    AddFault(_document.Root, key, $"{key} must be {(Kebab(key) is "dependencies" ? "a list" : Kebab(key) is "tool" ? "a table" : "a text")}, not {Name(value)}");
                    break;
                default:
                    AddFault(_document.Root, key, $"unknown key {Shown(key)}: script metadata has dependencies, requires-python and [tool]");
                    break;
            }
        }
    }

    private void ReadTools(TomlTable tools)
    {
        // Other tools' tables are theirs.
        if (!tools.TryGetValue("wasihal", out var value))
        {
            return;
        }

        if (value is not TomlTable table)
        {
            AddFault(tools, "wasihal", $"[tool.wasihal] must be a table, not {Name(value)}");
            return;
        }

        foreach (var (key, entry) in Unique(table))
        {
            switch (Kebab(key), entry)
            {
                case ("poll-interval", string text) when Duration.TryParse(text, out var interval) && interval.Value >= ShortestInterval && interval.Value <= LongestInterval:
                    _pollInterval = interval.Value;
                    break;
                case ("poll-interval", _):
                    AddFault(table, key, $"{key}: {Shown(entry)} is not {Duration.Accepted}, from 100ms to 1d");
                    break;
                case ("readings", bool gives):
                    _givesReadings = gives;
                    break;
                case ("readings", _):
                    AddFault(table, key, $"{key}: {Shown(entry)} is not true or false");
                    break;
                case ("settings", TomlTable settings):
                    ReadSettings(settings);
                    break;
                case ("settings", _):
                    AddFault(table, key, $"{key} must be a table, not {Name(entry)}");
                    break;
                case (var name, _) when PermissionGrammar.TryFind(name, out var kind):
                    ReadAsk(table, key, kind, entry);
                    break;
                default:
                    AddFault(table, key, $"unknown key {Shown(key)}: [tool.wasihal] has poll-interval, readings, settings, {PermissionGrammar.AcceptedKeys}");
                    break;
            }
        }
    }

    private void ReadAsk(TomlTable table, string key, CapabilityKind kind, object value)
    {
        if (kind is CapabilityKind.Buzzer)
        {
            if (value is bool or string)
            {
                _asks.Add(new PermissionItem(key, [TextOf(value)!]));
            }
            else
            {
                AddFault(table, key, $"{key}: {Shown(value)} is not {PermissionGrammar.Accepted(kind)}");
            }

            return;
        }

        if (value is not TomlArray list)
        {
            AddFault(table, key, $"{key} must be a list, not {Name(value)}: each value {PermissionGrammar.Accepted(kind)}");
            return;
        }

        if (list.Count > MostAsks - _asks.Sum(ask => ask.Values.Count))
        {
            AddFault(table, key, $"{key}: the file asks for more than {MostAsks} things");
            return;
        }

        var texts = new List<string>(list.Count);
        foreach (var item in list)
        {
            if (item is string or long)
            {
                texts.Add(TextOf(item)!);
            }
            else
            {
                AddFault(table, key, $"{key}: {Shown(item)} is not {PermissionGrammar.Accepted(kind)}");
            }
        }

        _asks.Add(new PermissionItem(key, texts));
    }

    private void ReadSettings(TomlTable table)
    {
        if (table.Count > MostSettings)
        {
            _faults.Add(_document.At(table, table.Keys.First(), $"[tool.wasihal.settings] has {table.Count} keys; {MostSettings} are accepted"));
            return;
        }

        foreach (var (key, value) in Unique(table))
        {
            var name = PluginName.ToSettingKey(key);
            if (!PluginName.IsSettingKey(name))
            {
                AddFault(table, key, $"settings: {Shown(key)} is not 1 to 64 of a-z A-Z 0-9 _ -");
            }
            else if (TextOf(value) is not { Length: <= LongestValue } text)
            {
                AddFault(table, key, $"settings.{key}: {Shown(value)} is not a text of at most {LongestValue} characters, a finite number, true or false");
            }
            else
            {
                _settings[name] = text;
            }
        }
    }

    // One key in two spellings is one key twice.
    private IEnumerable<KeyValuePair<string, object>> Unique(TomlTable table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in table)
        {
            if (seen.Add(Kebab(pair.Key)))
            {
                yield return pair;
            }
            else
            {
                AddFault(table, pair.Key, $"{Shown(pair.Key)} stands twice: - and _ are the same in a key");
            }
        }
    }

    private void AddFault(TomlTable table, string key, string? message)
    {
        if (message is not null)
        {
            _faults.Add(_document.At(table, key, message));
        }
    }

    private static string Kebab(string key) => key.Replace('_', '-');

    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Shown(object? value) => $"'{PlainText.Short(TextOf(value) ?? Name(value))}'";

    private static string Name(object? value) => value switch
    {
        string => "a text",
        bool => "a flag",
        long or double => "a number",
        TomlArray or TomlTableArray => "a list",
        TomlTable => "a table",
        _ => "a date",
    };
}
