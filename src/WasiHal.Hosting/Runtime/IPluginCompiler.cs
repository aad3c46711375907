namespace WasiHal.Hosting;

/// <summary>
/// Makes machine code ahead of time: when an image is built, or before a start. The processor must be of the kind that
/// will run it. Starts no plugin.
/// </summary>
public interface IPluginCompiler
{
    /// <summary>Makes the code of the Python runtime and of every component in the plugin folders, as far as it is not there, one after the other.</summary>
    /// <param name="cancellationToken">Ends it after the compile that runs.</param>
    /// <returns>Each as soon as it is done, also what failed; a plugin that cannot be loaded is among them with its problem.</returns>
    IAsyncEnumerable<CompiledPlugin> CompileAsync(CancellationToken cancellationToken);
}
