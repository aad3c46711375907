namespace WasiHal.Hosting.Catalog;

/// <summary>How names of files, plugins and settings are read.</summary>
internal static class PluginName
{
    /// <summary>What an id may be, for messages.</summary>
    public const string Accepted = "1 to 64 of a-z 0-9 - beginning with a letter or digit (capitals and _ are read as small letters and -)";

    /// <summary>What the name of a setting may be, for messages.</summary>
    public const string AcceptedSettingKey = "1 to 64 of a-z A-Z 0-9 _ -";

    /// <summary>The plugin that the original has under a name of its own for each kind of machine.</summary>
    private const string Monitor = "pi-monitor";

    private const int Longest = 64;
    private static readonly string[] MonitorsOfTheOriginal = ["pi4-monitor", "revpi-monitor", "pizero-monitor"];
    private static readonly string[] TemporaryEndings = ["~", ".part", ".tmp", ".swp"];

    /// <summary>The id of a name: lower case, <c>_</c> as <c>-</c>.</summary>
    public static string ToId(string name) => ToLower(name).Replace('_', '-');

    /// <summary>The id that a name in the configuration means: the original's names of its monitors mean ours.</summary>
    public static string ToConfiguredId(string name) => ToId(name) is var id && MonitorsOfTheOriginal.Contains(id) ? Monitor : id;

    /// <summary>Whether a name in the configuration means a plugin: by that name itself, or as the original's name of it.</summary>
    public static bool Means(string name, string id) => ToId(name) == id || ToConfiguredId(name) == id;

    /// <summary>Whether an id is one.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= Longest && id[0] != '-' && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');

    /// <summary>The one spelling of a setting's key: lower case, <c>-</c> as <c>_</c>.</summary>
    public static string ToSettingKey(string key) => ToLower(key).Replace('-', '_');

    /// <summary>Whether a setting's key in its one spelling is a key.</summary>
    public static bool IsSettingKey(string key) =>
        key.Length is > 0 and <= Longest && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_');

    // A to Z only: other alphabets have letters whose small form is an ASCII one, and a file must not take a plugin's id by such a look-alike.
    private static string ToLower(string name) => string.Create(name.Length, name, (lower, given) =>
    {
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = char.IsAsciiLetterUpper(given[i]) ? (char)(given[i] | 0x20) : given[i];
        }
    });

    /// <summary>Whether an entry of a plugin folder's own level is left alone.</summary>
    public static bool IsIgnoredAtTop(string name) => name[0] is '_' || IsIgnoredInside(name);

    /// <summary>Whether an entry inside a plugin is left alone. A leading <c>_</c> is at home there: <c>__init__.py</c>, private modules.</summary>
    public static bool IsIgnoredInside(string name) =>
        name[0] is '.'
        || name == "__pycache__"
        || Array.Exists(TemporaryEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || (name.StartsWith("test_", StringComparison.Ordinal) && name.EndsWith(".py", StringComparison.Ordinal));
}
