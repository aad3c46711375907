using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;
using WasiHal.Tests.Gpio;

namespace WasiHal.Tests.Fake;

public sealed class FakeGpioBankTests : GpioBankConformance
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeGpioBank _bank;

    public FakeGpioBankTests()
    {
        var options = new BoardOptions();
        options.Gpio.Labels["door"] = 22;
        _bank = new FakeBoard(options, timeProvider: _time).Gpio;
    }

    protected override IGpioBank Bank => _bank;

    protected override int Free => 5;

    protected override int Missing => 54;

    [Fact]
    public void TryResolve_Label_IsItsPinInAnyCase()
    {
        Assert.True(_bank.TryResolve("Door", out var pin));

        Assert.Equal(22, pin);
    }

    [Fact]
    public void SetInput_ConfiguredInput_IsRead()
    {
        _bank.Configure(22, GpioMode.InputPullUp);

        _bank.SetInput(22, high: false);
        var driven = _bank.Read(22);
        _bank.SetInput(22, high: null);

        Assert.False(driven);
        Assert.True(_bank.Read(22));
    }

    [Fact]
    public void GetLevel_Output_IsWhatIsDriven()
    {
        _bank.Configure(5, GpioMode.OutputLow);
        _bank.SetInput(5, high: true);

        Assert.False(_bank.GetLevel(5));
        Assert.Equal(GpioMode.OutputLow, _bank.GetMode(5));
        Assert.Null(_bank.GetMode(6));
    }

    [Fact]
    public void Watch_Changes_AreToldInOrderWithTheirTimes()
    {
        var told = new List<GpioEvent>();
        _bank.Configure(22, GpioMode.InputPullUp);
        using var watch = _bank.Watch(22, GpioEdge.Both, told.Add);
        var start = _time.GetUtcNow();

        _bank.SetInput(22, high: false);
        _bank.SetInput(22, high: false);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        _bank.SetInput(22, high: true);

        Assert.Equal([new(22, false, start), new(22, true, start + TimeSpan.FromMilliseconds(5))], told);
    }

    [Fact]
    public void Watch_OneEdge_TellsNoOther()
    {
        var told = new List<GpioEvent>();
        _bank.Configure(22, GpioMode.InputPullUp);
        using var watch = _bank.Watch(22, GpioEdge.Rising, told.Add);

        _bank.SetInput(22, high: false);
        _bank.SetInput(22, high: true);

        Assert.True(Assert.Single(told).High);
    }

    [Fact]
    public void Watch_EndedOrPinConfiguredAnew_TellsNothingMore()
    {
        var told = new List<GpioEvent>();
        _bank.Configure(22, GpioMode.InputPullUp);
        _bank.Configure(23, GpioMode.InputPullUp);
        var ended = _bank.Watch(22, GpioEdge.Both, told.Add);
        using var forgotten = _bank.Watch(23, GpioEdge.Both, told.Add);

        ended.Dispose();
        _bank.Configure(23, GpioMode.InputPullUp);
        _bank.SetInput(22, high: false);
        _bank.SetInput(23, high: false);

        Assert.Empty(told);
    }

    [Fact]
    public void Watch_HandlerMovesThePinAndFails_IsToldTheNextChangeToo()
    {
        var told = new List<bool>();
        _bank.Configure(22, GpioMode.InputPullUp);
        using var watch = _bank.Watch(22, GpioEdge.Both, change =>
        {
            told.Add(change.High);
            _bank.SetInput(22, high: true);
            throw new InvalidOperationException("a handler's own mistake");
        });

        _bank.SetInput(22, high: false);

        Assert.Equal([false, true], told);
    }

    [Theory]
    [InlineData(GpioEdge.Rising, true)]
    [InlineData(GpioEdge.Falling, false)]
    [InlineData(GpioEdge.Both, true)]
    public async Task WaitForEdge_TheEdgeComes_SaysSo(GpioEdge edge, bool high)
    {
        _bank.Configure(5, GpioMode.Input);
        _bank.SetInput(5, !high);
        var waiting = Task.Run(() => _bank.WaitForEdge(5, edge, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        await Until(waiting, () =>
        {
            _bank.SetInput(5, high);
            _bank.SetInput(5, !high);
        });

        Assert.True(await waiting);
    }

    [Fact]
    public async Task WaitForEdge_OtherEdgeUntilTheTimeIsOver_SaysNo()
    {
        _bank.Configure(5, GpioMode.Input);
        _bank.SetInput(5, high: true);
        var waiting = Task.Run(() => _bank.WaitForEdge(5, GpioEdge.Rising, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));

        await Until(waiting, () =>
        {
            _bank.SetInput(5, high: false);
            _time.Advance(TimeSpan.FromSeconds(1));
        });

        Assert.False(await waiting);
    }

    [Fact]
    public async Task WaitForEdge_CancelledWhileItWaits_SaysNo()
    {
        using var stopping = new CancellationTokenSource();
        _bank.Configure(5, GpioMode.Input);
        var waiting = Task.Run(() => _bank.WaitForEdge(5, GpioEdge.Both, TimeSpan.FromSeconds(60), stopping.Token));

        await stopping.CancelAsync();

        Assert.False(await waiting);
    }

    /// <summary>The other thread may not wait yet, hence again and again until it answers.</summary>
    private static async Task Until(Task waiting, Action action)
    {
        while (!waiting.IsCompleted)
        {
            action();
            await Task.Yield();
        }
    }
}
