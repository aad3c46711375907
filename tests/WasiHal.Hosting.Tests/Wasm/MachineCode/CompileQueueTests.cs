using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Wasm.MachineCode;

namespace WasiHal.Hosting.Tests.Wasm.MachineCode;

public sealed class CompileQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly CompiledCode Code = new("/code", null, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();
    private readonly CompileQueue _sut;
    private readonly List<Compile> _compiles = [];

    public CompileQueueTests() => _sut = new CompileQueue(_time, _logger);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var compile in _compiles)
        {
            compile.End();
        }
    }

    [Fact]
    public async Task Run_SameKeyQueuedAndRunning_IsMadeOnce()
    {
        var (first, second) = (Make("first"), Make("second"));
        var tasks = new[] { Run(first), Run(second), Run(Make("again", first.Key)), Run(Make("again", second.Key)) };

        first.End();
        second.End();

        Assert.All(await Task.WhenAll(tasks).WaitAsync(Patience, Cancelled), code => Assert.Same(Code, code));
        Assert.Equal([1, 1, 0, 0], _compiles.Select(compile => compile.Begun));
    }

    [Fact]
    public async Task Run_Several_OneAfterTheOtherOnABackgroundThread()
    {
        var compiles = new[] { Make("a"), Make("b"), Make("c") };
        var tasks = compiles.Select(Run).ToArray();
        foreach (var (compile, next) in compiles.Zip(compiles.Skip(1)))
        {
            await compile.HasBegunAsync();
            Assert.Equal(0, next.Begun);
            Assert.True(compile.OnBackgroundThread);
            compile.End();
        }

        compiles[^1].End();
        await Task.WhenAll(tasks).WaitAsync(Patience, Cancelled);
    }

    [Fact]
    public async Task Run_WithoutDeadline_GoesBeforeWhatPluginsWant()
    {
        var (running, component, own) = (Make("running"), Make("component"), Make("own", deadline: false));
        var tasks = new[] { Run(running), Run(component), Run(own) };
        await running.HasBegunAsync();

        running.End();
        await own.HasBegunAsync();

        Assert.Equal(0, component.Begun);
        own.End();
        component.End();
        await Task.WhenAll(tasks).WaitAsync(Patience, Cancelled);
    }

    [Fact]
    public async Task Cancel_EndsTheWaitAndNotTheCompile()
    {
        var compile = Make("wanted");
        using var unwanted = new CancellationTokenSource();
        var first = _sut.RunAsync(compile.Order, compile.Run, unwanted.Token);
        await compile.HasBegunAsync();

        await unwanted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = Run(Make("again", compile.Key));
        compile.End();

        Assert.Same(Code, await second.WaitAsync(Patience, Cancelled));
        Assert.Equal(1, compile.Begun);
    }

    [Fact]
    public async Task Fault_ReachesAllWhoWait_AndTheNextGoesOn()
    {
        var (bad, good) = (Make("bad", fault: new InvalidDataException("no")), Make("good"));
        var tasks = new[] { Run(bad), Run(Make("again", bad.Key)) };
        var last = Run(good);

        bad.End();
        good.End();

        Assert.All(tasks, task => Assert.Equal("no", Assert.ThrowsAsync<InvalidDataException>(() => task.WaitAsync(Patience, Cancelled)).GetAwaiter().GetResult().Message));
        await last.WaitAsync(Patience, Cancelled);
        Assert.Same(Code, await Run(Make("later", bad.Key)).WaitAsync(Patience, Cancelled));
    }

    [Fact]
    public async Task Deadline_GivesUpTheThread_AndTheNextHasItsTurn()
    {
        var (slow, next) = (Make("slow"), Make("next"));
        var (slowly, nextly) = (Run(slow), Run(next));
        await slow.HasBegunAsync();

        _time.Advance(TimeSpan.FromMinutes(5));
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => slowly.WaitAsync(Patience, Cancelled));
        next.End();
        await nextly.WaitAsync(Patience, Cancelled);

        Assert.Equal("the component does not compile within 5m (plugins.slow.limits.compile_deadline)", failure.Message);
        Assert.Equal(1, _sut.GivenUp);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2004);

        slow.End();
        await Until.TrueAsync(() => _sut.GivenUp == 0);
        Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Id == 2005);
        Assert.Same(Code, await Run(Make("slow", slow.Key)).WaitAsync(Patience, Cancelled));
    }

    [Fact]
    public async Task Deadline_DoesNotCountTheWaitForItsTurn()
    {
        var (own, component) = (Make("own", deadline: false), Make("component"));
        var tasks = new[] { Run(own), Run(component) };
        await own.HasBegunAsync();

        _time.Advance(TimeSpan.FromHours(1));
        own.End();
        component.End();

        await Task.WhenAll(tasks).WaitAsync(Patience, Cancelled);
        Assert.Equal(0, _sut.GivenUp);
    }

    [Fact]
    public async Task GivenUp_SameKey_FailsAtOnceAndIsNotBegunAgain()
    {
        await GiveUpAsync(Make("slow"));
        var again = Make("slow", _compiles[0].Key);

        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => Run(again).WaitAsync(Patience, Cancelled));

        Assert.Equal("the component does not compile within 5m (plugins.slow.limits.compile_deadline)", failure.Message);
        Assert.Equal(0, again.Begun);
    }

    [Fact]
    public async Task GivenUp_AsManyAsAllowed_NoComponentIsCompiledUntilOneEnds()
    {
        await GiveUpAsync(Make("one"));
        var two = Make("two");
        var queued = Make("queued");
        var twice = Run(two);
        var waiting = Run(queued);
        await two.HasBegunAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<PluginFailedException>(() => twice.WaitAsync(Patience, Cancelled));

        const string Refused = "the component is not compiled: 2 compiles that took too long still run (one, two)";
        Assert.Equal(Refused, (await Assert.ThrowsAsync<PluginFailedException>(() => waiting.WaitAsync(Patience, Cancelled))).Message);
        Assert.Equal(Refused, (await Assert.ThrowsAsync<PluginFailedException>(() => Run(Make("late")).WaitAsync(Patience, Cancelled))).Message);
        Assert.Equal(0, queued.Begun);
        Assert.Equal(CompileQueue.MostGivenUp, _sut.GivenUp);

        var own = Make("own", deadline: false);
        own.End();
        await Run(own).WaitAsync(Patience, Cancelled);

        two.End();
        await Until.TrueAsync(() => _sut.GivenUp == 1);
        var after = Make("after");
        after.End();
        await Run(after).WaitAsync(Patience, Cancelled);
    }

    private async Task GiveUpAsync(Compile slow)
    {
        var task = Run(slow);
        await slow.HasBegunAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<PluginFailedException>(() => task.WaitAsync(Patience, Cancelled));
    }

    private Compile Make(string name, MachineCodeKey? key = null, bool deadline = true, Exception? fault = null)
    {
        var compile = new Compile(name, key ?? new MachineCodeKey(name, "here"), deadline, fault);
        if (key is not null)
        {
            // It shares the fate of another, or comes when that has ended; nothing need hold it up.
            compile.End();
        }

        _compiles.Add(compile);
        return compile;
    }

    private Task<CompiledCode> Run(Compile compile) => _sut.RunAsync(compile.Order, compile.Run, Cancelled);

    /// <summary>A compile that ends when the test says so.</summary>
    private sealed class Compile(string name, MachineCodeKey key, bool deadline, Exception? fault)
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _times;

        public MachineCodeKey Key => key;

        public CompileOrder Order { get; } = new(
            name,
            key,
            () => throw new InvalidOperationException("the queue runs what it is given"),
            deadline ? new CompileDeadline(new Duration(TimeSpan.FromMinutes(5)), $"plugins.{name}.limits.compile_deadline") : null);

        public int Begun => Volatile.Read(ref _times);

        public bool OnBackgroundThread { get; private set; }

        public Task HasBegunAsync() => _begun.Task.WaitAsync(Patience, Cancelled);

        public void End() => _end.TrySetResult();

        public CompiledCode Run()
        {
            Interlocked.Increment(ref _times);
            OnBackgroundThread = Thread.CurrentThread is { IsBackground: true, IsThreadPoolThread: false };
            _begun.SetResult();
            _end.Task.Wait();
            return fault is null ? Code : throw fault;
        }
    }
}
