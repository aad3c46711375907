using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Runtime;

/// <summary>Gets code ready as the host does, for all that one look into the folders finds.</summary>
internal sealed class PluginCompiler(
    IBoard board,
    IOptionsMonitor<PythonPluginOptions> folders,
    IOptionsMonitor<PluginsOptions> plugins,
    IOptionsMonitor<PollingOptions> polling,
    IOptionsMonitor<BoardOptions> wired,
    GuestFactory factory,
    ILoggerFactory loggers) : IPluginCompiler
{
    public async IAsyncEnumerable<CompiledPlugin> CompileAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await MakeAsync("python runtime", () => factory.PreparePythonAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

        var look = new CatalogLook(board.Gpio, dataFolder: null, folders, plugins, polling, wired, loggers);
        foreach (var entry in look.Take(atOnce: true, CatalogSnapshot.Empty)?.Entries ?? [])
        {
            if (entry.Problem is { } problem)
            {
                yield return new CompiledPlugin(entry.Id, null, null, problem);
            }
            else if (entry.Definition is { SourceKind: PluginSourceKind.Component } definition)
            {
                yield return await MakeAsync(entry.Id, () => factory.PrepareAsync(definition, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<CompiledPlugin> MakeAsync(string name, Func<Task<IPluginCode>> prepare, CancellationToken cancellationToken)
    {
        try
        {
            using var prepared = await prepare().ConfigureAwait(false);
            return prepared.Code.Path is { } path
                ? new CompiledPlugin(name, prepared.Code.CompileTime, path, null)
                : new CompiledPlugin(name, null, null, $"it compiles, but could not be kept in {factory.MachineCodeDirectory}");
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The one broad catch of this loop: whatever one of them does, the others are made.
            return new CompiledPlugin(name, null, null, fault is PluginFailedException { Detail: { } detail } ? $"{fault.Message}: {detail}" : fault.Message);
        }
    }
}
