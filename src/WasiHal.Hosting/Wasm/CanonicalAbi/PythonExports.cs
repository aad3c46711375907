using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>The functions that an instance of the shared module exports, looked up once.</summary>
internal sealed class PythonExports(Instance instance)
{
    private const string Prefix = HostContract.Package + "/";
    private const string Suffix = "@" + HostContract.Version + "#";

    public Func<int, int, int, int, int> Realloc { get; } =
        instance.GetFunction<int, int, int, int, int>("cabi_realloc") ?? throw Missing("cabi_realloc");

    public Func<int, int, int, int, int> Load { get; } =
        instance.GetFunction<int, int, int, int, int>(Name("loader", "load")) ?? throw Missing("loader.load");

    public Action<int> LoadPost { get; } = Post("loader", "load", instance);

    public Func<int> Poll { get; } = instance.GetFunction<int>(Name("sensor", "poll")) ?? throw Missing("sensor.poll");

    public Action<int> PollPost { get; } = Post("sensor", "poll", instance);

    public Func<int, int, int> Render { get; } =
        instance.GetFunction<int, int, int>(Name("dashboard", "render")) ?? throw Missing("dashboard.render");

    public Action<int> RenderPost { get; } = Post("dashboard", "render", instance);

    public Func<int, int, int> Update { get; } =
        instance.GetFunction<int, int, int>(Name("display", "update")) ?? throw Missing("display.update");

    public Action<int> UpdatePost { get; } = Post("display", "update", instance);

    public Func<int> List { get; } = instance.GetFunction<int>(Name("actions", "list")) ?? throw Missing("actions.list");

    public Action<int> ListPost { get; } = Post("actions", "list", instance);

    public Func<int, int, int, int, int> Invoke { get; } =
        instance.GetFunction<int, int, int, int, int>(Name("actions", "invoke")) ?? throw Missing("actions.invoke");

    public Action<int> InvokePost { get; } = Post("actions", "invoke", instance);

    /// <summary>The module is not the one that this library was built for.</summary>
    public static GuestLostException Missing(string export) => new($"the Python module does not export {export}");

    private static string Name(string @interface, string function) => Prefix + @interface + Suffix + function;

    private static Action<int> Post(string @interface, string function, Instance instance) =>
        instance.GetAction<int>("cabi_post_" + Name(@interface, function)) ?? throw Missing($"cabi_post of {@interface}.{function}");
}
