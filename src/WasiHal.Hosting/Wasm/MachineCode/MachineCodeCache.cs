using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Telemetry;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>Takes machine code from its folder, or has it made and put there, so that nothing is compiled twice. Safe from any thread.</summary>
internal sealed class MachineCodeCache(MachineCodeFolder folder, CompileQueue queue, ILogger logger, TimeProvider time, PluginMeter? meter = null)
{
    /// <summary>Gets machine code and makes of it what the engine runs.</summary>
    /// <param name="order">What to compile when there is no code yet.</param>
    /// <param name="load">Maps a file or takes bytes; throws <see cref="WasmtimeException"/> when the engine does not accept them.</param>
    /// <param name="cancellationToken">Gives up waiting for a compile; the compile goes on and its code is kept.</param>
    /// <exception cref="PluginFailedException">The compile took too long, or others did.</exception>
    /// <exception cref="WasmtimeException">It does not compile.</exception>
    public async Task<(T Loaded, CompiledCode Code)> GetAsync<T>(CompileOrder order, Func<CompiledCode, T> load, CancellationToken cancellationToken)
        where T : class
    {
        while (folder.Find(order.Name, order.Key) is { } path)
        {
            try
            {
                var kept = new CompiledCode(path, null, null);
                return (load(kept), kept);
            }
            catch (Exception fault) when (fault is WasmtimeException or IOException or UnauthorizedAccessException)
            {
                folder.Refuse(path, $"the engine does not accept it: {fault.Message.ReplaceLineEndings(" ")}");
            }
        }

        var code = await queue.RunAsync(order, () => Make(order), cancellationToken).ConfigureAwait(false);
        return (load(code), code);
    }

    private CompiledCode Make(CompileOrder order)
    {
        // It may have come while this waited for its turn.
        if (folder.Find(order.Name, order.Key) is { } there)
        {
            return new CompiledCode(there, null, null);
        }

        var begin = time.GetTimestamp();
        var code = order.Compile();
        var took = time.GetElapsedTime(begin);
        Log.Compiled(logger, order.Name, took.TotalSeconds);
        meter?.Compiled(took);

        // Private memory ends with this; mapped from the file, code is pages that the kernel may drop.
        return folder.Keep(order.Name, order.Key, code) is { } path ? new CompiledCode(path, null, took) : new CompiledCode(null, code, took);
    }
}
