using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>The code of a plugin in Python: the shared module, which is not this object's to dispose.</summary>
internal sealed class PythonCode(WasmEngine engine, PythonModule python) : IPluginCode
{
    public CompiledCode Code => python.Code;

    public IGuest CreateGuest(PluginDefinition definition, PluginEnvironment plugin, CallBudget budget, TimeProvider time) =>
        new PythonGuest(engine, python, definition, plugin, budget, time);

    public void Dispose()
    {
    }
}
