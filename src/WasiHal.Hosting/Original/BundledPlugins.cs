namespace WasiHal.Hosting.Original;

/// <summary>The plugins that come with this release, by id and content. The build makes the list of the repository's <c>plugins/</c>.</summary>
internal static partial class BundledPlugins
{
    /// <summary>SHA-256 of the content by id, as the catalog computes a version.</summary>
    public static IReadOnlyDictionary<string, string> Versions => Made;

    /// <summary>Whether a plugin is one of them, unchanged.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version, 64 hexadecimal digits.</param>
    public static bool Contains(string id, string version) => Made.TryGetValue(id, out var known) && known == version;
}
