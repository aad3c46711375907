using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm.Components.Original;
using WasiHal.Hosting.Wasm.MachineCode;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>The code of a plugin that is a component.</summary>
internal sealed class ComponentCode(WasmEngine engine, WitContract contract, Component component, CompiledCode code) : IPluginCode
{
    private readonly Lock _lock = new();
    private int _making;
    private bool _disposed;

    public CompiledCode Code => code;

    public IGuest CreateGuest(PluginDefinition definition, PluginEnvironment plugin, CallBudget budget, TimeProvider time)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _making++;
        }

        try
        {
            return contract == WitContract.Original
                ? new OriginalGuest(engine, component, plugin, budget, time)
                : new ComponentGuest(engine, component, plugin, budget);
        }
        finally
        {
            lock (_lock)
            {
                _making--;
                DisposeWhenUnused();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            DisposeWhenUnused();
        }
    }

    // Instances keep what they need of a component; but one that is just being made, on a thread that may have been given up, does not yet.
    private void DisposeWhenUnused()
    {
        if (_disposed && _making == 0)
        {
            component.Dispose();
        }
    }
}
