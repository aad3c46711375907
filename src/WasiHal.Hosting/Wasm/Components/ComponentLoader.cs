using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm.MachineCode;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Turns the bytes of a plugin's <c>.wasm</c> into a compiled component.</summary>
internal static class ComponentLoader
{
    /// <summary>Takes the machine code from the cache, or has it compiled on one core.</summary>
    /// <exception cref="PluginFailedException">The bytes are no component that the engine accepts, or take too long to compile.</exception>
    public static async Task<IPluginCode> LoadAsync(WasmEngine engine, MachineCodeCache cache, PluginDefinition definition, CancellationToken cancellationToken)
    {
        var limitsKey = $"plugins.{definition.Id}.limits";
        var wasm = definition.Files[0].Content;
        var contract = ComponentInspector.Check(wasm.Span, definition.Limits, limitsKey);
        var order = new CompileOrder(
            definition.Id,
            MachineCodeKey.Of(wasm.Span),
            () => WasmEngine.Compile(onAllCores: false, compiler => Compile(compiler, wasm.Span)),
            new CompileDeadline(definition.Limits.CompileDeadline, $"{limitsKey}.compile_deadline"));
        try
        {
            var (component, code) = await cache.GetAsync(order, code => Map(engine.Engine, code), cancellationToken).ConfigureAwait(false);
            return new ComponentCode(engine, contract, component, code);
        }
        catch (WasmtimeException fault)
        {
            throw new PluginFailedException("the component does not compile", fault.Message);
        }
    }

    private static byte[] Compile(Engine engine, ReadOnlySpan<byte> wasm)
    {
        using var component = Component.FromBytes(engine, wasm);
        return component.Serialize();
    }

    private static Component Map(Engine engine, CompiledCode code) => code.Path is { } path
        ? Component.DeserializeFile(engine, path)
        : Component.Deserialize(engine, code.Bytes);
}
