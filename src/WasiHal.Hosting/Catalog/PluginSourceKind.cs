namespace WasiHal.Hosting.Catalog;

/// <summary>How a plugin is run.</summary>
internal enum PluginSourceKind
{
    /// <summary>Python source, in the shared interpreter.</summary>
    Python,

    /// <summary>A WebAssembly component of its own.</summary>
    Component,
}
