using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>The one Wasmtime engine that runs guests, with the settings that every module and component is compiled for. Safe from any thread.</summary>
internal sealed class WasmEngine : IDisposable
{
    /// <summary>Stack of the threads that run plugins.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>
    /// Stack of guest code. More than 2 MiB aborts the process when the engine is made; less, and Python's own guard
    /// against deep recursion comes after the engine's.
    /// </summary>
    private const int WasmStackBytes = 2 << 20;

    /// <summary>Names these settings in the keys of cached machine code: change it whenever they change.</summary>
    public const string Settings = "epoch,stack2m,speed,nogc,2";

    public WasmEngine()
    {
        Engine = Make(onAllCores: true);
        Epoch = new EpochClock(Engine);
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>What ends calls in time.</summary>
    public EpochClock Epoch { get; }

    /// <summary>
    /// Compiles in an engine of its own, whose code this engine accepts: a compile that is given up holds nothing that
    /// anybody else frees.
    /// </summary>
    /// <param name="onAllCores">False leaves the other cores to the plugins.</param>
    /// <param name="compile">Answers machine code.</param>
    public static byte[] Compile(bool onAllCores, Func<Engine, byte[]> compile)
    {
        using var engine = Make(onAllCores);
        return compile(engine);
    }

    public void Dispose()
    {
        Epoch.Dispose();
        Engine.Dispose();
    }

    private static Engine Make(bool onAllCores)
    {
        using var config = new Config();
        config
            .WithEpochInterruption(true)
            .WithMaximumStackSize(WasmStackBytes)
            .WithOptimizationLevel(OptimizationLevel.Speed)
            .WithWasmThreads(false)
            .WithMemory64(false)
            .WithGc(false)
            .WithParallelCompilation(onAllCores);
        return new Engine(config);
    }
}
