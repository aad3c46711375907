using Microsoft.Extensions.Logging.Testing;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.MachineCode;
using Wasmtime;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

public sealed class MachineCodeCacheTests : IDisposable
{
    private static readonly byte[] Answer = Module.ConvertText("(module (func (export \"answer\") (result i32) i32.const 42))");

    private readonly TemporaryFolder _parent = new();
    private readonly FakeLogger _logger = new();
    private readonly WasmEngine _engine = new();
    private int _compiled;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Folder => _parent.Sub("machine-code");

    private string CodeFile => Assert.Single(Directory.GetFiles(Folder));

    public void Dispose()
    {
        _engine.Dispose();
        _parent.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_SecondTime_TakesTheFile_WhicheverEngineMadeIt(bool onAllCores)
    {
        var (module, made) = await GetAsync(CreateSut(), onAllCores: onAllCores);
        module.Dispose();
        (module, var kept) = await GetAsync(CreateSut());

        Assert.Equal(42, Call(module));
        Assert.Equal(1, _compiled);
        Assert.NotNull(made.CompileTime);
        Assert.Equal(new CompiledCode(CodeFile, null, null), kept);
        Assert.Equal(2000, Assert.Single(_logger.Collector.GetSnapshot()).Id.Id);
    }

    [Fact]
    public async Task Get_ManyAtOnce_CompileOnce()
    {
        var sut = CreateSut();

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => GetAsync(sut, $"plugin-{i}"))));

        Assert.Equal(1, _compiled);
        Assert.All(all, got => Assert.Equal(42, Call(got.Loaded)));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Get_FileThatTheEngineRefuses_IsMadeAnewAndToldOnce()
    {
        var (module, _) = await GetAsync(CreateSut());
        module.Dispose();
        var key = MachineCodeKey.Of(Answer);
        File.Delete(CodeFile);
        var foreign = "undamaged, but nothing that an engine made"u8.ToArray();
        var wrong = new MachineCodeFolder(Folder, _logger, TimeProvider.System).Keep("probe", key, foreign)!;
        var sut = CreateSut();

        (module, _) = await GetAsync(sut);
        module.Dispose();
        (module, _) = await GetAsync(sut);

        Assert.Equal(42, Call(module));
        Assert.Equal(2, _compiled);
        Assert.NotEqual(wrong, CodeFile);
        var told = Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2001);
        Assert.StartsWith($"Machine code in {wrong} is not used and is made anew: the engine does not accept it: ", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told.Message);
    }

    [Fact]
    public async Task Get_FolderCannotBeMade_RunsFromMemoryAndSaysSoOnce()
    {
        File.WriteAllText(Folder, "a file in the way");
        var sut = CreateSut();

        var (module, code) = await GetAsync(sut);
        await GetAsync(sut);

        Assert.Equal(42, Call(module));
        Assert.Null(code.Path);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2002);
    }

    [Fact]
    public async Task Get_DoesNotCompile_IsTheEnginesWord_AndLeavesNothing()
    {
        await Assert.ThrowsAsync<WasmtimeException>(() => GetAsync(CreateSut(), wasm: [1, 2, 3]));

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Get_WhileNoComponentIsCompiled_TakesWhatIsThere()
    {
        var (module, _) = await GetAsync(CreateSut());
        module.Dispose();
        using var end = new ManualResetEventSlim(false);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var queue = new CompileQueue(time, _logger);
        for (var i = 0; i < CompileQueue.MostGivenUp; i++)
        {
            using var begun = new ManualResetEventSlim(false);
            var order = new CompileOrder($"slow-{i}", new MachineCodeKey($"{i}", ""), () => [], new CompileDeadline(new Duration(TimeSpan.FromSeconds(1)), "key"));
            var slow = queue.RunAsync(
                order,
                () =>
                {
                    begun.Set();
                    end.Wait();
                    return new CompiledCode(null, [], null);
                },
                Cancelled);
            begun.Wait(Cancelled);
            time.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<PluginFailedException>(() => slow);
        }

        var sut = CreateSut(queue);
        (module, _) = await GetAsync(sut);
        var refused = await Assert.ThrowsAsync<PluginFailedException>(() => GetAsync(sut, wasm: Module.ConvertText("(module)")));
        end.Set();

        Assert.Equal(42, Call(module));
        Assert.Contains("slow-0, slow-1", refused.Message, StringComparison.Ordinal);
    }

    private MachineCodeCache CreateSut(CompileQueue? queue = null) => new(
        new MachineCodeFolder(Folder, _logger, TimeProvider.System), queue ?? new CompileQueue(TimeProvider.System, _logger), _logger, TimeProvider.System);

    private int Call(Module module)
    {
        using var linker = new Linker(_engine.Engine);
        using var store = new Store(_engine.Engine);
        store.SetEpochDeadline(1_000_000);
        using (module)
        {
            return linker.Instantiate(store, module).GetFunction<int>("answer")!();
        }
    }

    private Task<(Module Loaded, CompiledCode Code)> GetAsync(MachineCodeCache sut, string name = "probe", byte[]? wasm = null, bool onAllCores = false)
    {
        wasm ??= Answer;
        var order = new CompileOrder(
            name,
            MachineCodeKey.Of(wasm),
            () => WasmEngine.Compile(onAllCores, engine =>
            {
                Interlocked.Increment(ref _compiled);
                using var module = Module.FromBytes(engine, "probe", wasm);
                return module.Serialize();
            }),
            new CompileDeadline(new PluginLimits().CompileDeadline, $"plugins.{name}.limits.compile_deadline"));
        return sut.GetAsync(
            order,
            code => code.Path is { } path ? Module.DeserializeFile(_engine.Engine, "probe", path) : Module.Deserialize(_engine.Engine, "probe", code.Bytes),
            Cancelled);
    }
}
