using System.Text;
using Microsoft.Extensions.Logging;
using Tomlyn.Model;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// What each plugin asked for when it was last seen, in a small TOML file of the data folder: so that a version that asks
/// for more is noticed also when the node was stopped, or the plugin away, in between. Used by one thread at a time.
/// </summary>
/// <param name="path">The file. It is made when there is something to keep. Null: nothing is read or kept.</param>
/// <param name="pins">Knows the labels of pins.</param>
/// <param name="logger">Told when the file cannot be used.</param>
internal sealed class SeenAsks(string? path, IGpioBank pins, ILogger logger)
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "plugin-asks.toml";

    // A plugin asks for 20 KB at most; this is room for hundreds of usual ones.
    private const int MostBytes = 1 << 20;

    private Dictionary<string, SeenAsk>? _seen;
    private bool _changed;
    private bool _toldOfWrite;

    /// <summary>What a plugin asked for, if it was ever seen.</summary>
    public SeenAsk? Find(string pluginId) => Seen.GetValueOrDefault(pluginId);

    /// <summary>Keeps what a plugin asks for now.</summary>
    public void Keep(string pluginId, SeenAsk ask)
    {
        if (Find(pluginId) is not { } known || known.Version != ask.Version || !known.Asked.Capabilities.SequenceEqual(ask.Asked.Capabilities))
        {
            Seen[pluginId] = ask;
            _changed = true;
        }
    }

    /// <summary>Writes the file when something changed. A failure is told once; the next change tries again.</summary>
    /// <param name="present">The plugins that are there. The others are forgotten first when there is no room for all.</param>
    public void Save(IReadOnlySet<string> present)
    {
        if (!_changed || path is null)
        {
            return;
        }

        try
        {
            Write(path, Text(present));
            (_changed, _toldOfWrite) = (false, false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_toldOfWrite)
            {
                _toldOfWrite = true;
                logger.AsksNotKept(path, exception.Message);
            }
        }
    }

    private Dictionary<string, SeenAsk> Seen => _seen ??= path is null ? [] : Read(path);

    private Dictionary<string, SeenAsk> Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? []
                : file.Length > MostBytes ? throw new MetadataException($"it has {file.Length} bytes; {MostBytes} are accepted")
                : Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is MetadataException or IOException or UnauthorizedAccessException)
        {
            logger.AsksNotRead(path, PlainText.Of(exception.Message));
            return [];
        }
    }

    private Dictionary<string, SeenAsk> Parse(string text)
    {
        var seen = new Dictionary<string, SeenAsk>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var (id, value) in TomlDocument.Parse(new MetadataText(text, 1), FileName).Root)
        {
            if (!PluginName.IsId(id) || value is not TomlTable table || !table.TryGetValue("version", out var stated) || stated is not string version)
            {
                throw new MetadataException($"{PlainText.Short(id)} is no plugin with its version");
            }

            var items = table.Where(pair => pair.Key != "version").Select(pair => new PermissionItem(pair.Key, Values(pair.Value)));
            seen[id] = new SeenAsk(version, PermissionSet.Parse(items, $"{id}.", pins, faults));
        }

        return faults.Count == 0 ? seen : throw new MetadataException(faults[0]);
    }

    private static string[] Values(object value) =>
        [.. (value as IEnumerable<object?> ?? [value]).Select(item => item switch
        {
            string text => text,
            long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            true => "true",
            _ => "",
        })];

    private string Text(IReadOnlySet<string> present)
    {
        var text = new StringBuilder("# What each plugin asked for when this node saw it last. Written by the node.\n");
        foreach (var (id, ask) in Seen.OrderBy(pair => !present.Contains(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray())
        {
            var table = $"\n[{id}]\nversion = \"{ask.Version}\"\n{string.Concat(ask.Asked.ToTomlLines().Select(line => line + "\n"))}";
            if (text.Length + table.Length <= MostBytes)
            {
                text.Append(table);
            }
            else
            {
                Seen.Remove(id);
            }
        }

        return text.ToString();
    }

    // Beside it and then over it, so that a power cut leaves the old file or the new one.
    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        var beside = path + ".new";
        using (var file = new FileStream(beside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
