using System.IO.Compression;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>The shared Python interpreter: compiled once, instantiated for every plugin. Safe from any thread.</summary>
internal sealed class PythonModule : IDisposable
{
    private const string Resource = "python.wasm.br";

    private readonly Module _module;
    private readonly Linker _linker;

    private PythonModule(WasmEngine engine, Module module)
    {
        _module = module;
        _linker = new Linker(engine.Engine);
        HostImports.Define(_linker);
        WasiPreview1.Define(_linker, module.Imports.OfType<FunctionImport>().Where(import => import.ModuleName == WasiPreview1.ModuleName));
    }

    /// <summary>Takes the machine code from the cache, or compiles it: seconds on a large machine, a minute on a small one.</summary>
    public static PythonModule Load(WasmEngine engine, MachineCodeCache cache)
    {
        using var compressed = OpenResource(Resource);
        var key = MachineCodeCache.KeyOf(compressed);
        return new PythonModule(engine, cache.GetOrCompile(
            "python",
            key,
            path => Module.DeserializeFile(engine.Engine, "python", path),
            () => Compile(engine),
            module => module.Serialize()));
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

    private static Module Compile(WasmEngine engine) => Module.FromBytes(engine.Engine, "python", ReadWasm());

    private static Stream OpenResource(string name) =>
        typeof(PythonModule).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The library was built without {name}.");
}
