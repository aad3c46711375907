using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>Offers the host functions to the shared module in the flattened types of the canonical ABI.</summary>
internal static class HostImports
{
    /// <summary>Defines every function of the contract on the linker of the module.</summary>
    public static void Define(Linker linker)
    {
        foreach (var function in HostFunctions.All)
        {
            Define(linker, function);
        }
    }

    private static void Define(Linker linker, HostFunction function)
    {
        var (module, name) = (function.Signature.Interface, function.Signature.Name);
        switch (Shape(function.Signature))
        {
            case ">i":
                linker.DefineFunction(module, name, () => GuestCalls.Frame.RunDirect(function));
                break;
            case "i":
                linker.DefineFunction<int>(module, name, a => GuestCalls.Frame.Run(function, [a]));
                break;
            case "ii":
                linker.DefineFunction<int, int>(module, name, (a, b) => GuestCalls.Frame.Run(function, [a, b]));
                break;
            case "iii":
                linker.DefineFunction<int, int, int>(module, name, (a, b, c) => GuestCalls.Frame.Run(function, [a, b, c]));
                break;
            case "iiii":
                linker.DefineFunction<int, int, int, int>(module, name, (a, b, c, d) => GuestCalls.Frame.Run(function, [a, b, c, d]));
                break;
            case "iiiii":
                linker.DefineFunction<int, int, int, int, int>(module, name, (a, b, c, d, e) => GuestCalls.Frame.Run(function, [a, b, c, d, e]));
                break;
            case "iiiiii":
                linker.DefineFunction<int, int, int, int, int, int>(module, name, (a, b, c, d, e, f) => GuestCalls.Frame.Run(function, [a, b, c, d, e, f]));
                break;
            case "iffi":
                linker.DefineFunction<int, double, double, int>(module, name, (a, b, c, d) => GuestCalls.Frame.Run(function, [a, d], b, c));
                break;
            case var other:
                throw new NotSupportedException($"{HostFunctions.ShortName(function.Signature)} has the shape {other}, for which there is no delegate here.");
        }
    }

    /// <summary>The flattened types: <c>i</c> for i32, <c>f</c> for f64; a result of several values is one pointer more.</summary>
    private static string Shape(HostFunctionSignature signature)
    {
        var parameters = string.Concat(signature.Parameters.Select(type => type switch
        {
            WitType.String or WitType.Bytes or WitType.U32List => "ii",
            WitType.F64 => "f",
            _ => "i",
        }));
        return signature.Result switch
        {
            WitResult.None => parameters,
            WitResult.U32 => parameters + ">i",
            _ => parameters + "i",
        };
    }
}
