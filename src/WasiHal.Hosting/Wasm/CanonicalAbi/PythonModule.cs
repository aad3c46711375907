using System.IO.Compression;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>The shared Python interpreter: compiled once, instantiated for every plugin. Safe from any thread.</summary>
internal sealed class PythonModule : IDisposable
{
    private const string Resource = "python.wasm.br";

    private PythonModule(Module module)
    {
        Module = module;
        WasiImports = [.. module.Imports.OfType<FunctionImport>().Where(import => import.ModuleName == WasiPreview1.ModuleName)];
    }

    /// <summary>The compiled module.</summary>
    public Module Module { get; }

    /// <summary>What it wants of WASI.</summary>
    public IReadOnlyList<FunctionImport> WasiImports { get; }

    /// <summary>Takes the machine code from the cache, or compiles it: seconds on a large machine, a minute on a small one.</summary>
    public static PythonModule Load(WasmEngine engine, MachineCodeCache cache)
    {
        using var compressed = OpenResource(Resource);
        var key = MachineCodeCache.KeyOf(compressed);
        return new PythonModule(cache.GetOrCompile(
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

    public void Dispose() => Module.Dispose();

    private static Module Compile(WasmEngine engine) => Module.FromBytes(engine.Engine, "python", ReadWasm());

    private static Stream OpenResource(string name) =>
        typeof(PythonModule).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The library was built without {name}.");
}
