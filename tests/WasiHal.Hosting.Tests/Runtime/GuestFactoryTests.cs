using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Storage;
using WasiHal.Hosting.Tests.Wasm.Components;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>How code gets ready: compiled once, given up, abandoned, kept for the next start.</summary>
public sealed class GuestFactoryTests : IDisposable
{
    private const int SecondsToCompile = 300_000;

    // With the default such a function is not compiled at all.
    private const int LargeFunction = 16 << 20;
    private static readonly byte[] Empty = [.. "\0asm"u8, 0x0d, 0, 1, 0];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeLogCollector _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly StorageDatabase _storage;
    private readonly List<GuestFactory> _factories = [];

    public GuestFactoryTests()
    {
        _loggers = new LoggerFactory([new FakeLoggerProvider(_logs)]);
        _storage = new StorageDatabase(Data, TimeProvider.System, _loggers.CreateLogger<StorageDatabase>());
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IOptions<DataOptions> Data => Options.Create(new DataOptions { Directory = _folder.Sub("data") });

    private int Compiles => _logs.GetSnapshot().Count(record => record.Id.Id == 2000);

    public void Dispose()
    {
        _factories.ForEach(factory => factory.Dispose());
        _storage.Dispose();
        _loggers.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prepare_CompileTakesTooLong_IsGivenUpAndItsCodeIsThereLater()
    {
        var sut = CreateSut();
        var slow = Define(SlowComponent.Make(SecondsToCompile), "slow", new PluginLimits { CompileDeadline = new Duration(TimeSpan.FromSeconds(1)), FunctionBytes = LargeFunction });

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => sut.PrepareAsync(slow, Cancelled));

        Assert.Equal("the component does not compile within 1s (plugins.slow.limits.compile_deadline)", failure.Message);
        Assert.Equal(1, sut.CompilesGivenUp);

        // Another one does not wait for it.
        using (await sut.PrepareAsync(Define(Empty, "quick"), Cancelled))
        {
        }

        await UntilAsync(() => sut.CompilesGivenUp == 0);
        using var code = await sut.PrepareAsync(slow, Cancelled);
        Assert.Null(code.Code.CompileTime);
        Assert.NotNull(code.Code.Path);
        Assert.Equal(2, Compiles);
    }

    [Fact]
    public async Task Load_Abandoned_EndsAtOnceAndTheCompileGoesOn()
    {
        var sut = CreateSut();
        var definition = Define(SlowComponent.Make(SecondsToCompile, salt: 1), "unwanted", new PluginLimits { FunctionBytes = LargeFunction });
        var load = new PendingLoad(sut, TimeProvider.System, () => { });

        load.Begin(definition, Cancelled);
        await load.EndAsync();

        Assert.Equal(0, Compiles);
        Assert.False(load.IsPending);
        using var code = await sut.PrepareAsync(definition, Cancelled);
        Assert.Equal(1, Compiles);
    }

    [Fact]
    public async Task Load_AgainWithoutACache_IsNotCompiledAgainUntilThePluginChanges()
    {
        File.WriteAllText(_folder.Sub("in-the-way"), "");
        var sut = CreateSut(_folder.Sub("in-the-way"));
        var load = new PendingLoad(sut, TimeProvider.System, () => { });

        for (var start = 0; start < 3; start++)
        {
            load.Begin(Define(Empty, "again"), Cancelled);
            await Assert.ThrowsAsync<PluginFailedException>(async () => await load.TakeAsync());
        }

        Assert.Equal(1, Compiles);

        load.Begin(Define([.. Empty, 0, 2, 1, (byte)'x'], "again"), Cancelled);
        await Assert.ThrowsAsync<PluginFailedException>(async () => await load.TakeAsync());
        await load.EndAsync();

        Assert.Equal(2, Compiles);
        Assert.Single(_logs.GetSnapshot(), record => record.Id.Id == 2002);
    }

    [Fact]
    public async Task Prepare_SameComponentForManyPlugins_IsCompiledOnce()
    {
        var sut = CreateSut();
        var wasm = SlowComponent.Make(1000);

        var codes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => sut.PrepareAsync(Define(wasm, $"copy-{i}"), Cancelled)));

        Assert.Equal(1, Compiles);
        Assert.Single(codes.Select(code => code.Code.Path).Distinct());
        Array.ForEach(codes, code => code.Dispose());
    }

    [Fact]
    public async Task Prepare_PythonDoesNotCompile_ReachesEveryPluginAndIsTriedAgain()
    {
        var tries = 0;
        var sut = CreateSut(loadPython: (_, _) => Task.FromException<PythonModule>(new PluginFailedException($"no {++tries}")));
        var load = new PendingLoad(sut, TimeProvider.System, () => { });

        await Assert.ThrowsAsync<PluginFailedException>(() => sut.PreparePythonAsync(Cancelled));
        load.Begin(GuestWorkshop.Define("x = 1\n", "first"), Cancelled);
        var first = await Assert.ThrowsAsync<PluginFailedException>(async () => await load.TakeAsync());
        load.Begin(GuestWorkshop.Define("x = 1\n", "second"), Cancelled);
        var second = await Assert.ThrowsAsync<PluginFailedException>(async () => await load.TakeAsync());

        Assert.Equal(("no 2", "no 3"), (first.Message, second.Message));
    }

    [Fact]
    public async Task Load_HostCannotPrepare_IsAFailureOfThePlugin()
    {
        var sut = CreateSut(loadPython: (_, _) => throw new InvalidDataException("the disk is gone"));
        var load = new PendingLoad(sut, TimeProvider.System, () => { });

        load.Begin(GuestWorkshop.Define("x = 1\n"), Cancelled);
        var failure = await Assert.ThrowsAsync<PluginFailedException>(async () => await load.TakeAsync());

        Assert.Equal("the host could not prepare the plugin: InvalidDataException: the disk is gone", failure.Message);
    }

    [Fact]
    public void MachineCodeDirectory_IsConfigured_OrLiesWithTheData()
    {
        Assert.Equal("/somewhere/else", CreateSut("/somewhere/else").MachineCodeDirectory);
        Assert.Equal(_folder.Sub("data", "machine-code"), CreateSut().MachineCodeDirectory);
    }

    private static PluginDefinition Define(byte[] wasm, string id, PluginLimits? limits = null) =>
        GuestWorkshop.Define([new PluginFile("probe.wasm", wasm)], "probe.wasm", PluginSourceKind.Component, id, limits);

    // Compiling takes seconds on a machine that does nothing else.
    private static Task UntilAsync(Func<bool> condition) => Until.TrueAsync(condition, patience: TimeSpan.FromMinutes(5));

    private GuestFactory CreateSut(string? machineCode = null, Func<WasmEngine, MachineCodeCache, Task<PythonModule>>? loadPython = null)
    {
        var options = Options.Create(new PythonPluginOptions { MachineCodeDirectory = machineCode });
        var factory = new GuestFactory(new FakeBoard(), _storage, Data, options, TimeProvider.System, _loggers, loadPython: loadPython);
        _factories.Add(factory);
        return factory;
    }
}
