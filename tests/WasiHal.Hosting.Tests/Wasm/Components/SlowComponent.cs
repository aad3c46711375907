using System.Globalization;
using System.Text;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>A component that is small and takes seconds to compile: one function without a loop.</summary>
internal static class SlowComponent
{
    /// <summary>Its bytes.</summary>
    /// <param name="steps">Compiling takes about 15 µs for each.</param>
    /// <param name="salt">Makes it another component.</param>
    public static byte[] Make(int steps, int salt = 0)
    {
        var text = new StringBuilder("(component (core module (func (param i32) (result i32) (local i32) local.get 0");
        for (var step = 0; step < steps; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $" local.get 0 i32.const {step + salt} i32.rotl i32.add local.tee 1 i32.const {step % 7} i32.shl");
        }

        return Wasmtime.Module.ConvertText(text.Append(")))").ToString());
    }
}
