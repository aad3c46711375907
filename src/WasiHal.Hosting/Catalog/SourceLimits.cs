using System.Globalization;

namespace WasiHal.Hosting.Catalog;

/// <summary>How large a plugin may be.</summary>
internal static class SourceLimits
{
    /// <summary>Plugins of one node. Each has a thread and half a megabyte at least.</summary>
    public const int Plugins = 256;

    public const long PythonFileBytes = 1 << 20;
    public const long PluginBytes = 4 << 20;
    public const int PluginFiles = 256;
    public const long ComponentBytes = 64 << 20;
    public const int FolderEntries = 4096;
    public const int FolderDepth = 8;

    /// <summary>What of a plugin is too large, or null.</summary>
    public static string? Check(PluginSource source)
    {
        if (source.Sidecar is { Length: > InlineMetadata.MostBytes } sidecar)
        {
            return TooLarge(sidecar.Path, sidecar.Length, InlineMetadata.MostBytes);
        }

        if (source.Kind is PluginSourceKind.Component)
        {
            return source.Files[0].Length > ComponentBytes ? TooLarge(source.Name, source.Files[0].Length, ComponentBytes) : null;
        }

        foreach (var file in source.Files)
        {
            if (file.Length > PythonFileBytes)
            {
                return TooLarge(source.Display(file.Path), file.Length, PythonFileBytes);
            }
        }

        var sum = source.Files.Sum(file => file.Length);
        return sum > PluginBytes ? TooLarge(source.Name, sum, PluginBytes) : null;
    }

    /// <summary>A plugin's folder has too much in it.</summary>
    public static string TooMany(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} has more than {PluginFiles} Python files, or more than {FolderEntries} files and folders");

    private static string TooLarge(string name, long bytes, long limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Policy.PlainText.Of(name)} has {bytes} bytes; {limit} are accepted");
}
