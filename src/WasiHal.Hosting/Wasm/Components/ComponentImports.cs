using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Offers the host functions, and WASI with nothing behind it, to a foreign component.</summary>
internal static class ComponentImports
{
    /// <summary>Defines everything on the linker of one instance.</summary>
    /// <param name="linker">The linker.</param>
    /// <param name="frame">Takes every call.</param>
    /// <param name="functions">What is offered.</param>
    /// <param name="typesOnly">An interface that has types only; a component that names it imports it all the same.</param>
    public static void Define(ComponentLinker linker, ComponentCallFrame frame, IEnumerable<OfferedFunction> functions, string? typesOnly = null)
    {
        linker.AddWasiPreview2();
        using var root = linker.Root();
        foreach (var group in functions.GroupBy(function => function.Interface))
        {
            using var instance = root.AddInstance(group.Key);
            foreach (var function in group)
            {
                NativeValues.DefineFunction(
                    instance,
                    function.Name,
                    (arguments, count) => frame.Accepts(function, arguments, count),
                    (arguments, results) => frame.Run(function, arguments, results));
            }
        }

        if (typesOnly is not null)
        {
            using var types = root.AddInstance(typesOnly);
        }
    }
}
