using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Linux;
using WasiHal.Tests.Gpio;

namespace WasiHal.Tests.Linux;

public sealed class LinuxGpioBankTests : GpioBankConformance, IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakePinDriver _driver = new();
    private readonly LinuxGpioBank _bank;

    public LinuxGpioBankTests() => _bank = new(new GpioController(_driver), new Dictionary<string, int> { ["door"] = 22 }, _time);

    protected override IGpioBank Bank => _bank;

    protected override int Free => 5;

    protected override int Missing => 28;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void TryResolve_Label_IsItsPinInAnyCase()
    {
        Assert.True(_bank.TryResolve("Door", out var pin));

        Assert.Equal(22, pin);
    }

    [Theory]
    [InlineData(GpioMode.OutputHigh, "High")]
    [InlineData(GpioMode.OutputLow, "Low")]
    public void Configure_NewOutput_GetsDirectionAndLevelInOneStep(GpioMode mode, string level)
    {
        _bank.Configure(5, mode);

        Assert.Equal(["5 open", $"5 is Output {level}"], _driver.Steps);
    }

    [Fact]
    public void Configure_InputToOutput_GetsDirectionAndLevelInOneStep()
    {
        _bank.Configure(5, GpioMode.InputPullUp);

        _bank.Configure(5, GpioMode.OutputHigh);

        Assert.Equal(["5 open", "5 is InputPullUp", "5 is Output High"], _driver.Steps);
    }

    [Fact]
    public void Configure_OutputToOutput_ChangesOnlyTheLevel()
    {
        _bank.Configure(5, GpioMode.OutputHigh);

        _bank.Configure(5, GpioMode.OutputHigh);
        _bank.Configure(5, GpioMode.OutputLow);

        Assert.Equal(["5 open", "5 is Output High", "5 High", "5 Low"], _driver.Steps);
    }

    [Fact]
    public void Configure_OutputToInput_IsReadFromOutside()
    {
        _bank.Configure(5, GpioMode.OutputHigh);
        _driver.Drive(5, high: false);

        _bank.Configure(5, GpioMode.Input);

        Assert.False(_bank.Read(5));
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _bank.Write(5, high: true), "Pin 5", "output");
    }

    [Fact]
    public void Configure_ModeThatTheDriverLacks_IsInvalidAndLeavesThePinClosed()
    {
        var driver = new FakePinDriver { SupportsPulls = false };
        using var bank = new LinuxGpioBank(new GpioController(driver), new Dictionary<string, int>(), _time);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => bank.Configure(5, GpioMode.InputPullUp), "Pin 5", "InputPullUp");

        Assert.Equal(["5 open", "5 close"], driver.Steps);
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => bank.Read(5), "not configured");
        bank.Configure(5, GpioMode.Input);
    }

    public static TheoryData<Exception, HardwareErrorKind, string> Faults => new()
    {
        { new IOException("Error 16 (Device or resource busy). Can not open."), HardwareErrorKind.Busy, "16" },
        { new IOException("Unable to find a chip, error: 2 (No such file or directory)"), HardwareErrorKind.NotPresent, "No such file" },
        { new IOException("Error: 13"), HardwareErrorKind.Denied, "usermod -aG gpio" },
        { new IOException("Error 22"), HardwareErrorKind.Invalid, "22" },
        { new IOException("Error 110"), HardwareErrorKind.Timeout, "110" },
        { new IOException("It burns."), HardwareErrorKind.Other, "It burns." },
        { new InvalidOperationException("No."), HardwareErrorKind.Invalid, "No." },
        { new PlatformNotSupportedException("Not here."), HardwareErrorKind.Invalid, "Not here." },
        { new ArgumentException("Not so."), HardwareErrorKind.Invalid, "Not so." },
        { new UnauthorizedAccessException("Away."), HardwareErrorKind.Denied, "usermod -aG gpio" },
        { new DllNotFoundException("libgpiod.so.3"), HardwareErrorKind.NotPresent, "libgpiod.so.3" },
        { new DirectoryNotFoundException("/sys/class/gpio"), HardwareErrorKind.NotPresent, "/sys/class/gpio" },
        { new TimeoutException("Late."), HardwareErrorKind.Timeout, "Late." },
        { new ObjectDisposedException("driver"), HardwareErrorKind.NotPresent, "switched off" },
        { new HardwareException(HardwareErrorKind.Busy, "Mine."), HardwareErrorKind.Busy, "Mine." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void AnyVerb_DriverFails_HasThePhysicalMeaning(Exception fault, HardwareErrorKind kind, string word)
    {
        _bank.Configure(5, GpioMode.OutputLow);
        _bank.Configure(6, GpioMode.Input);

        _driver.Fault = fault;

        HardwareAssert.Throws(kind, () => _bank.Configure(7, GpioMode.Input), word);
        HardwareAssert.Throws(kind, () => _bank.Read(5), word);
        HardwareAssert.Throws(kind, () => _bank.Write(5, high: true), word);
        HardwareAssert.Throws(kind, () => _bank.WaitForEdge(6, GpioEdge.Both, Minute, Stop), word);
        HardwareAssert.Throws(kind, () => _bank.Watch(6, GpioEdge.Both, _ => { }), word);
    }

    [Theory]
    [InlineData(GpioEdge.Rising, true)]
    [InlineData(GpioEdge.Falling, false)]
    [InlineData(GpioEdge.Both, true)]
    public async Task WaitForEdge_TheEdgeComes_SaysSoAndWaitsNoMore(GpioEdge edge, bool high)
    {
        _bank.Configure(5, GpioMode.Input);
        _driver.Drive(5, !high);
        var waiting = Wait(5, edge, Minute, Stop);

        await ToldEdges.UntilAsync(() => _driver.Callbacks(5) == 1);
        _driver.Drive(5, high);

        Assert.True(await waiting);
        Assert.Equal(0, _driver.Callbacks(5));
    }

    [Fact]
    public async Task WaitForEdge_OtherEdgeUntilTheTimeIsOver_SaysNo()
    {
        _bank.Configure(5, GpioMode.Input);
        var waiting = Wait(5, GpioEdge.Rising, TimeSpan.FromSeconds(1), Stop);

        await ToldEdges.UntilAsync(() => _driver.Callbacks(5) == 1);
        _driver.Drive(5, high: false);
        await ToldEdges.UntilAsync(() =>
        {
            // The deadline may not be set yet, hence again and again.
            _time.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompleted;
        });

        Assert.False(await waiting);
    }

    [Fact]
    public async Task WaitForEdge_CancelledWhileItWaits_SaysNo()
    {
        using var stopping = new CancellationTokenSource();
        _bank.Configure(5, GpioMode.Input);
        var waiting = Wait(5, GpioEdge.Both, Minute, stopping.Token);
        await ToldEdges.UntilAsync(() => _driver.Callbacks(5) == 1);

        await stopping.CancelAsync();

        Assert.False(await waiting);
    }

    [Fact]
    public async Task WaitForEdge_PinConfiguredAnew_EndsTheWait()
    {
        _bank.Configure(5, GpioMode.Input);
        var waiting = Wait(5, GpioEdge.Both, Minute, Stop);
        await ToldEdges.UntilAsync(() => _driver.Callbacks(5) == 1);

        _bank.Configure(5, GpioMode.OutputLow);

        Assert.False(await waiting);
    }

    [Fact]
    public async Task Watch_Changes_AreToldInOrderWithTheTimeOfTheBoard()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullUp);
        using var watch = _bank.Watch(22, GpioEdge.Both, told.Add);

        _driver.Drive(22, high: false);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        _driver.Drive(22, high: true);

        await ToldEdges.UntilAsync(() => told.Count == 2);
        Assert.Equal([new(22, false, Start), new(22, true, Start + TimeSpan.FromMilliseconds(5))], told.All);
    }

    [Fact]
    public async Task Watch_DriverTellsTheTimeOfAnEdge_HasIt()
    {
        var told = new ToldEdges();
        _driver.EdgeTime = Start - TimeSpan.FromMicroseconds(7);
        _bank.Configure(22, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Rising, told.Add);

        _driver.Drive(22, high: true);

        await ToldEdges.UntilAsync(() => told.Count == 1);
        Assert.Equal([new(22, true, Start - TimeSpan.FromMicroseconds(7))], told.All);
    }

    [Fact]
    public async Task Watch_TwoOfAPin_EachIsToldItsOwnEdges()
    {
        var rising = new ToldEdges();
        var both = new ToldEdges();
        _bank.Configure(22, GpioMode.Input);
        using var first = _bank.Watch(22, GpioEdge.Rising, rising.Add);
        using var second = _bank.Watch(22, GpioEdge.Both, both.Add);

        _driver.Drive(22, high: false);
        _driver.Drive(22, high: true);

        await ToldEdges.UntilAsync(() => both.Count == 2 && rising.Count == 1);
        Assert.True(rising.All[0].High);
    }

    [Fact]
    public async Task Watch_SlowHandler_IsNeverCalledByTwoAtOnceAndMissesNothing()
    {
        using var go = new SemaphoreSlim(0);
        var told = new ToldEdges();
        var inside = 0;
        var atMost = 0;
        _bank.Configure(22, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Both, change =>
        {
            atMost = Math.Max(atMost, Interlocked.Increment(ref inside));
            go.Wait(Stop);
            told.Add(change);
            Interlocked.Decrement(ref inside);
        });

        for (var edge = 0; edge < 6; edge++)
        {
            _driver.Drive(22, edge % 2 == 0);
        }

        go.Release(6);

        await ToldEdges.UntilAsync(() => told.Count == 6);
        Assert.Equal([true, false, true, false, true, false], told.All.Select(change => change.High));
        Assert.Equal(1, atMost);
    }

    [Fact]
    public async Task Watch_HandlerThatHangs_KeepsTheNewestEdges()
    {
        using var go = new SemaphoreSlim(0);
        using var isInside = new SemaphoreSlim(0);
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Both, change =>
        {
            isInside.Release();
            go.Wait(Stop);
            told.Add(change);
        });
        _driver.Drive(22, high: true);
        await isInside.WaitAsync(Stop);

        for (var edge = 0; edge <= EdgeWatch.QueueLength; edge++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _driver.Drive(22, edge % 2 != 0);
        }

        go.Release(EdgeWatch.QueueLength + 2);

        await ToldEdges.UntilAsync(() => told.Count == EdgeWatch.QueueLength + 1);
        Assert.Equal(Start, told.All[0].Time);
        Assert.Equal(Start + TimeSpan.FromSeconds(2), told.All[1].Time);
        Assert.Equal(_time.GetUtcNow(), told.All[^1].Time);
    }

    [Fact]
    public async Task Watch_HandlerFails_IsToldTheNextChangeToo()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Both, change =>
        {
            told.Add(change);
            throw new InvalidOperationException("a handler's own mistake");
        });

        _driver.Drive(22, high: true);
        _driver.Drive(22, high: false);

        await ToldEdges.UntilAsync(() => told.Count == 2);
    }

    [Fact]
    public async Task Watch_HandlerConfiguresThePinAnew_IsToldNothingMore()
    {
        var told = new ToldEdges();
        var later = new ToldEdges();
        _bank.Configure(22, GpioMode.Input);
        _bank.Configure(23, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Both, change =>
        {
            _bank.Configure(22, GpioMode.Input);
            told.Add(change);
        });
        using var other = _bank.Watch(23, GpioEdge.Both, later.Add);

        _driver.Drive(22, high: true);
        await ToldEdges.UntilAsync(() => told.Count == 1);
        _driver.Drive(22, high: false);
        _driver.Drive(23, high: true);

        await ToldEdges.UntilAsync(() => later.Count == 1);
        Assert.Single(told.All);
        Assert.Equal(0, _driver.Callbacks(22));
    }

    [Fact]
    public void Watch_Ended_LeavesNoCallback()
    {
        _bank.Configure(22, GpioMode.Input);
        var watch = _bank.Watch(22, GpioEdge.Both, _ => { });

        watch.Dispose();

        Assert.Equal(0, _driver.Callbacks(22));
    }

    [Fact]
    public async Task Dispose_SomebodyWaitsAndWatches_LetsThemGoAndRefusesAfterwards()
    {
        _bank.Configure(5, GpioMode.Input);
        _bank.Configure(6, GpioMode.OutputHigh);
        var watch = _bank.Watch(5, GpioEdge.Both, _ => { });
        var waiting = Wait(5, GpioEdge.Both, Minute, Stop);
        await ToldEdges.UntilAsync(() => _driver.Callbacks(5) == 2);

        _bank.Dispose();

        Assert.False(await waiting);
        watch.Dispose();
        Assert.True(_driver.IsDisposed);
        Assert.Equal(0, _driver.Callbacks(5));
        Assert.Contains("6 close", _driver.Steps);
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bank.Read(5), "switched off");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bank.Write(6, high: true), "switched off");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bank.Configure(7, GpioMode.Input), "switched off");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bank.WaitForEdge(5, GpioEdge.Both, TimeSpan.Zero, Stop), "switched off");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _bank.Watch(5, GpioEdge.Both, _ => { }), "switched off");
    }

    [Fact]
    public void AnyVerb_ManyThreads_EachPinKeepsItsOwnLevel()
    {
        Parallel.For(0, 28, pin =>
        {
            for (var turn = 0; turn < 200; turn++)
            {
                _bank.Configure(pin, GpioMode.OutputLow);
                _bank.Write(pin, high: true);
                Assert.True(_bank.Read(pin));
                _bank.Configure(pin, GpioMode.InputPullDown);
                Assert.False(_bank.Read(pin));
            }
        });
    }

    /// <summary>On a thread of its own: those of the pool are few, and the handlers need them.</summary>
    private Task<bool> Wait(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken stop) =>
        Task.Factory.StartNew(() => _bank.WaitForEdge(pin, edge, timeout, stop), Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
