using System.Reflection;
using System.Runtime.InteropServices;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// Calls a component's function and has the answer's size looked at before the Wasmtime package makes objects of it. As
/// with <see cref="NativeValues"/>: through the package's private parts, or the public way where these have changed.
/// </summary>
internal static class NativeCall
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Parts? Package = Parts.Find();

    /// <summary>Whether the package is as this class knows it.</summary>
    public static bool IsAvailable => Package is not null;

    /// <summary>Calls a function that has a result.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">As many as it takes, of its types.</param>
    /// <param name="check">Throws when the answer is too large.</param>
    /// <exception cref="WasmtimeException">The call ended in a trap or an exception of ours.</exception>
    public static ComponentValue? Run(ComponentFunction function, ComponentValue[] arguments, Action<AnswerSize> check)
    {
        if (Package is not { } package || !function.HasResult || arguments.Length != function.ParameterCount)
        {
            return function.Call(arguments);
        }

        using var scope = (IDisposable)Activator.CreateInstance(package.Scope, nonPublic: true)!;
        var length = (arguments.Length + 1) * NativeValues.ValueBytes;
        var values = Marshal.AllocHGlobal(length);
        try
        {
            // The engine lets go of what lies where it writes the result: that must be nothing.
            Marshal.Copy(new byte[length], 0, values, length);
            for (var i = 0; i < arguments.Length; i++)
            {
                package.Write.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments[i], values + (i * NativeValues.ValueBytes), scope], null);
            }

            var store = package.Store.GetValue(function)!;
            var result = values + (arguments.Length * NativeValues.ValueBytes);
            var error = (nint)package.Call.Invoke(
                null,
                BindingFlags.DoNotWrapExceptions,
                null,
                [package.Function.GetValue(function), package.Context.GetValue(store), values, (nuint)arguments.Length, result, (nuint)1],
                null)!;
            GC.KeepAlive(store);
            return error == 0 ? Read(package, result, check) : throw package.ToException(error);
        }
        finally
        {
            Marshal.FreeHGlobal(values);
        }
    }

    private static ComponentValue Read(Parts package, nint result, Action<AnswerSize> check)
    {
        try
        {
            check(AnswerSize.Of(result));
            return package.Read(result);
        }
        finally
        {
            package.Delete(result);
        }
    }

    private sealed record Parts(
        Type Scope,
        MethodInfo Write,
        MethodInfo Call,
        FieldInfo Store,
        FieldInfo Function,
        FieldInfo Context,
        Func<nint, ComponentValue> Read,
        Action<nint> Delete,
        Func<nint, WasmtimeException> ToException)
    {
        public static Parts? Find()
        {
            try
            {
                var function = typeof(ComponentFunction);
                var marshaller = NativeValues.Marshaller;
                return NativeValues.IsAvailable
                    ? new Parts(
                        marshaller.GetNestedType("AllocationScope", All)!,
                        marshaller.GetMethod("Write", All)!,
                        function.GetNestedType("Native", All)!.GetMethod("wasmtime_component_func_call", All)!,
                        function.GetField("store", All)!,
                        function.GetField("func", All)!,
                        typeof(Store).GetField("contextHandle", All)!,
                        marshaller.GetMethod("Read", All)!.CreateDelegate<Func<nint, ComponentValue>>(),
                        function.Assembly.GetType("Wasmtime.Components.ComponentValueNative")!.GetMethod("wasmtime_component_val_delete", All)!.CreateDelegate<Action<nint>>(),
                        typeof(WasmtimeException).GetMethod("FromOwnedError", All, [typeof(nint)])!.CreateDelegate<Func<nint, WasmtimeException>>())
                    : null;
            }
            catch (Exception)
            {
                // Whatever is absent or of another shape: the package has changed, and it is told by a test.
                return null;
            }
        }
    }
}
