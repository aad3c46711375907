using System.IO.Compression;
using WasiHal.Hosting.Wasm.MachineCode;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>The shared Python interpreter: compiled once, instantiated for every plugin. Safe from any thread.</summary>
internal sealed class PythonModule : IDisposable
{
    private const string Resource = "python.wasm.br";

    private readonly Module _module;
    private readonly Linker _linker;

    private PythonModule(WasmEngine engine, Module module, CompiledCode code)
    {
        _module = module;
        Code = code;
        _linker = new Linker(engine.Engine);
        HostImports.Define(_linker);
        WasiPreview1.Define(_linker, module.Imports.OfType<FunctionImport>().Where(import => import.ModuleName == WasiPreview1.ModuleName));
    }

    /// <summary>Where its machine code came from.</summary>
    public CompiledCode Code { get; }

    /// <summary>Takes the machine code from the cache, or has it compiled: seconds on a large machine, a minute on a small one.</summary>
    /// <exception cref="PluginFailedException">It does not compile.</exception>
    public static async Task<PythonModule> LoadAsync(WasmEngine engine, MachineCodeCache cache)
    {
        using var compressed = OpenResource(Resource);
        var order = new CompileOrder("python_runtime", MachineCodeKey.Of(compressed), () => WasmEngine.Compile(onAllCores: true, Compile), Deadline: null);
        try
        {
            var (module, code) = await cache.GetAsync(order, code => Map(engine.Engine, code), CancellationToken.None).ConfigureAwait(false);
            return new PythonModule(engine, module, code);
        }
        catch (WasmtimeException fault)
        {
            throw new PluginFailedException("the Python runtime does not compile", fault.Message);
        }
    }

    /// <summary>The module as WebAssembly, for tests that hold it against the contract.</summary>
    public static byte[] ReadWasm()
    {
        using var compressed = OpenResource(Resource);
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        using var wasm = new MemoryStream();
        brotli.CopyTo(wasm);
        return wasm.ToArray();
    }

    /// <summary>Makes an instance. Its host functions go to the <see cref="GuestCalls"/> that the thread is in.</summary>
    public Instance Instantiate(Store store) => _linker.Instantiate(store, _module);

    public void Dispose()
    {
        _linker.Dispose();
        _module.Dispose();
    }

    private static byte[] Compile(Engine engine)
    {
        using var module = Module.FromBytes(engine, "python", ReadWasm());
        return module.Serialize();
    }

    private static Module Map(Engine engine, CompiledCode code) => code.Path is { } path
        ? Module.DeserializeFile(engine, "python", path)
        : Module.Deserialize(engine, "python", code.Bytes);

    private static Stream OpenResource(string name) =>
        typeof(PythonModule).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The library was built without {name}.");
}
