using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Wasmtime;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// Has the arguments of host functions looked at before the Wasmtime package makes objects of them, 90 bytes for each byte
/// of a list. The package has no public door there, so this goes through its private parts; where these are not as in
/// 50.0 (<see cref="IsAvailable"/>), the public way is taken, and lengths are looked at afterwards only.
/// </summary>
internal static class NativeValues
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Size of a value: its kind, and eight bytes on what it is or where.</summary>
    public const int ValueBytes = 32;

    /// <summary>Where the second begins: of a text or list the length and the address, of a variant those of its name and the address of its value.</summary>
    public const int Payload = 8;

    /// <summary>Size of a record's field: length and address of its name, and its value.</summary>
    public const int FieldBytes = 48;

    /// <summary>Where the value begins.</summary>
    public const int FieldValue = 16;

    private static readonly Parts? Package = Parts.Find();

    private delegate nint NativeCallback(nint data, nint context, nint type, nint arguments, nuint count, nint results, nuint resultCount);

    private delegate nint Invoker(ComponentFunctionCallback callback, string name, nint arguments, int count, nint results, int resultCount);

    /// <summary>What makes objects of values.</summary>
    public static Type Marshaller => typeof(ComponentValue).Assembly.GetType("Wasmtime.Components.ComponentValueMarshaller")!;

    /// <summary>Whether the package is as this class knows it.</summary>
    public static bool IsAvailable => Package is not null;

    /// <summary>Elements of a list, bytes of a text, 0 for anything else.</summary>
    /// <param name="arguments">Where the engine has the arguments.</param>
    /// <param name="index">Which of them.</param>
    public static long LengthOf(nint arguments, int index)
    {
        var value = arguments + (index * ValueBytes);
        return (ComponentValueKind)Marshal.ReadByte(value) is ComponentValueKind.List or ComponentValueKind.String ? Marshal.ReadIntPtr(value + Payload) : 0;
    }

    /// <summary>Defines a function.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="accepts">Looks at so many arguments at an address, with <see cref="LengthOf"/>; must not throw.</param>
    /// <param name="callback">The function; it gets no arguments when they were not accepted.</param>
    /// <exception cref="WasmtimeException">The engine does not take it.</exception>
    public static void DefineFunction(ComponentLinkerInstance instance, string name, Func<nint, int, bool> accepts, ComponentFunctionCallback callback)
    {
        if (Package is not { } package)
        {
            instance.DefineFunction(name, callback);
            return;
        }

        NativeCallback guarded = (_, _, _, arguments, count, results, resultCount) =>
            package.Invoke(callback, name, arguments, accepts(arguments, (int)count) ? (int)count : 0, results, (int)resultCount);
        var native = Delegate.CreateDelegate(package.CallbackType, guarded.Target, guarded.Method);
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            // The engine holds the delegate, and lets go of it by the package's own finalizer.
            var error = package.AddFunction.Invoke(
                null,
                [package.Handle.GetValue(instance), text, (nuint)Encoding.UTF8.GetByteCount(name), native, GCHandle.ToIntPtr(GCHandle.Alloc(native)), package.Finalizer.GetValue(null)]);
            if (error is not (nint)0)
            {
                throw new WasmtimeException($"the function {name} cannot be defined");
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private sealed record Parts(Type CallbackType, MethodInfo AddFunction, PropertyInfo Handle, FieldInfo Finalizer, Invoker Invoke)
    {
        public static Parts? Find()
        {
            try
            {
                var instance = typeof(ComponentLinkerInstance);
                var native = instance.GetNestedType("Native", All)!;
                return Environment.Is64BitProcess && (Constant("ValueSize"), Constant("ValuePayloadOffset"), Constant("VectorDataOffset"), Constant("RecordEntrySize"), Constant("RecordEntryValueOffset"))
                        == (ValueBytes, Payload, nint.Size, FieldBytes, FieldValue)
                    ? new Parts(
                        native.GetNestedType("ComponentFuncCallback", All)!,
                        native.GetMethod("wasmtime_component_linker_instance_add_func", All)!,
                        instance.GetProperty("NativeHandle", All)!,
                        typeof(Function).GetField("Finalizer", All)!,
                        instance.GetMethod("Invoke", All)!.CreateDelegate<Invoker>())
                    : null;

                int Constant(string name) => (int)Marshaller.GetField(name, All)!.GetRawConstantValue()!;
            }
            catch (Exception)
            {
                // Whatever is absent or of another shape: the package has changed, and it is told by a test.
                return null;
            }
        }
    }
}
