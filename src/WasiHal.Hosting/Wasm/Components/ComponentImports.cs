using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Offers the host functions, and WASI with nothing behind it, to a foreign component.</summary>
internal static class ComponentImports
{
    /// <summary>Defines everything on the linker of one instance.</summary>
    public static void Define(ComponentLinker linker, ComponentCallFrame frame)
    {
        linker.AddWasiPreview2();
        using var root = linker.Root();
        foreach (var functions in HostFunctions.All.GroupBy(function => function.Signature.Interface))
        {
            using var instance = root.AddInstance(functions.Key);
            foreach (var function in functions)
            {
                NativeValues.DefineFunction(
                    instance,
                    function.Signature.Name,
                    (arguments, count) => frame.Accepts(function, arguments, count),
                    (arguments, results) => frame.Run(function, arguments, results));
            }
        }

        // The interface has types only; a component that names it imports it all the same.
        using var types = root.AddInstance($"{HostContract.Package}/types@{HostContract.Version}");
    }
}
