using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Turns the bytes of a plugin's <c>.wasm</c> into a compiled component.</summary>
internal static class ComponentLoader
{
    /// <summary>Takes the machine code from the cache, or compiles it.</summary>
    /// <exception cref="PluginFailedException">The bytes are no component that the engine accepts.</exception>
    public static Component Load(WasmEngine engine, MachineCodeCache cache, string pluginId, ReadOnlyMemory<byte> wasm, PluginLimits limits, string limitsKey)
    {
        ComponentInspector.Check(wasm.Span, limits, limitsKey);
        using var content = new MemoryStream(wasm.ToArray(), writable: false);
        try
        {
            return cache.GetOrCompile(
                pluginId,
                MachineCodeCache.KeyOf(content),
                path => Component.DeserializeFile(engine.Engine, path),
                () => Component.FromBytes(engine.Engine, wasm.Span),
                component => component.Serialize());
        }
        catch (WasmtimeException fault)
        {
            throw new PluginFailedException("the component does not compile", fault.Message);
        }
    }
}
