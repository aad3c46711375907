using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Wasm;

/// <summary>The machine code of one version of a plugin, ready to make guests of. Safe from any thread.</summary>
internal interface IPluginCode : IDisposable
{
    /// <summary>Where the code came from.</summary>
    CompiledCode Code { get; }

    /// <summary>Makes a guest on the calling thread, which it then belongs to. It outlives this object.</summary>
    /// <exception cref="PluginFailedException">The plugin does not load.</exception>
    /// <exception cref="GuestLostException">It trapped or ran into a limit while it loaded.</exception>
    IGuest CreateGuest(PluginDefinition definition, PluginEnvironment plugin, CallBudget budget, TimeProvider time);
}
