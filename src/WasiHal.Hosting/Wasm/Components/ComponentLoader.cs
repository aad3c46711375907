using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Turns the bytes of a plugin's <c>.wasm</c> into a compiled component.</summary>
internal static class ComponentLoader
{
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    private static ReadOnlySpan<byte> ComponentVersion => [0x0d, 0x00, 0x01, 0x00];

    /// <summary>Takes the machine code from the cache, or compiles it.</summary>
    /// <exception cref="PluginFailedException">The bytes are no component that the engine accepts.</exception>
    public static Component Load(WasmEngine engine, MachineCodeCache cache, string pluginId, ReadOnlyMemory<byte> wasm)
    {
        Check(wasm.Span);
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

    // The engine would take WebAssembly text as well, which nobody checked the size of; and a core module has another error.
    private static void Check(ReadOnlySpan<byte> wasm)
    {
        if (!wasm.StartsWith(Magic) || wasm.Length < 8)
        {
            throw new PluginFailedException("the file is not WebAssembly: it does not begin with \\0asm");
        }

        if (!wasm[4..8].SequenceEqual(ComponentVersion))
        {
            throw new PluginFailedException("the file is not a WebAssembly component (a core module? Make a component of it, for instance with wasm-tools component new)");
        }
    }
}
